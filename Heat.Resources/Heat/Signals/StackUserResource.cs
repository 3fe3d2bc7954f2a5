using System.Security.Cryptography;
using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.Signals;

/// <summary>What resources have in common that need a user of their own, who may signal them and read their metadata. The user is kept out while the resource is suspended, and goes with it.</summary>
public abstract class StackUserResource : ResourceType
{
    internal const string UserIdKey = "user_id";
    internal const string PasswordKey = "password";
    internal const string AccessKey = "access_key";
    internal const string SecretKey = "secret_key";
    private const int LongestUserName = 255;

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => RemoveUserAsync(resource, cancellation);

    public override bool DeletesWithoutPhysicalId => true;

    public override Task SuspendAsync(ResourceContext resource, CancellationToken cancellation) => EnableUserAsync(resource, false, cancellation);

    public override Task ResumeAsync(ResourceContext resource, CancellationToken cancellation) => EnableUserAsync(resource, true, cancellation);

    internal static StackUsersClient Users(ResourceContext resource) => resource.Cloud.Service<StackUsersClient>();

    /// <summary>The id of the resource's user, who is made when there is none yet.</summary>
    internal static Task<string> UserAsync(ResourceContext resource, CancellationToken cancellation) =>
        UserAsync(resource, RandomNumberGenerator.GetHexString(32, lowercase: true), cancellation);

    /// <summary>The same with a given password.</summary>
    internal static async Task<string> UserAsync(ResourceContext resource, string password, CancellationToken cancellation)
    {
        if (resource.Data.GetValueOrDefault(UserIdKey) is { } known)
            return known;
        var project = await resource.StackUserProjectAsync(cancellation);
        // Noted before the call: a user that was made just before a crash is found by name and gets this password.
        resource.RecordData(PasswordKey, password);
        var name = resource.PhysicalName.Length <= LongestUserName ? resource.PhysicalName : resource.PhysicalName[^LongestUserName..];
        var id = await Users(resource).MakeUserAsync(name, password, project, cancellation);
        resource.RecordData(UserIdKey, id);
        return id;
    }

    /// <summary>The keys with which the resource's user signs requests. They are made when there are none yet.</summary>
    internal static async Task<(string Access, string Secret)> KeysAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Data.GetValueOrDefault(AccessKey) is { } access && resource.Data.GetValueOrDefault(SecretKey) is { } secret)
            return (access, secret);
        var user = await UserAsync(resource, cancellation);
        var keys = await Users(resource).MakeKeyPairAsync(user, await resource.StackUserProjectAsync(cancellation), cancellation);
        resource.RecordData(AccessKey, keys.Access);
        resource.RecordData(SecretKey, keys.Secret);
        return keys;
    }

    internal static async Task RemoveUserAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Data.GetValueOrDefault(UserIdKey) is { } user)
            await Users(resource).RemoveUserAsync(user, cancellation);
    }

    private static Task EnableUserAsync(ResourceContext resource, bool isEnabled, CancellationToken cancellation) =>
        resource.Data.GetValueOrDefault(UserIdKey) is { } user ? Users(resource).EnableAsync(user, isEnabled, cancellation) : Task.CompletedTask;
}
