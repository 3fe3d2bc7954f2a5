using System.Text.Json;
using Heat.Core.Storage;

namespace Heat.Core.Security;

/// <summary>Sealing and opening of what a stack acts with.</summary>
internal static class StackCredentialsSealing
{
    public static byte[] Seal(this SecretBox secrets, StackCredentials credentials, Guid stack) => secrets.Seal(JsonSerializer.Serialize(credentials), stack);

    /// <summary>The credentials of a root stack. One without any acts as its owner without a trust.</summary>
    public static StackCredentials Open(StackRecord stack, SecretBox secrets) =>
        stack.Credentials is { } credentials
            ? JsonSerializer.Deserialize<StackCredentials>(secrets.Open(credentials, stack.Id))!
            : new StackCredentials { UserId = "", UserName = stack.UserName, ProjectId = stack.ProjectId };
}
