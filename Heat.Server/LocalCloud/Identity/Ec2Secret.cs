using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>What an EC2 credential's blob holds: the access key, its secret, and the trust that it was made with, if any.</summary>
internal sealed record Ec2Secret(string Access, string Secret, string? TrustId)
{
    /// <summary>Keystone finds the credential of an access key by this digest.</summary>
    public static string IdOf(string access) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(access)));

    public static Ec2Secret? Read(string? blob)
    {
        try
        {
            return blob is not null && JsonNode.Parse(blob) is JsonObject parts && CloudJson.Text(parts["access"]) is { } access
                ? new Ec2Secret(access, CloudJson.Text(parts["secret"]) ?? "", CloudJson.Text(parts["trust_id"]))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Blob => new JsonObject { ["access"] = Access, ["secret"] = Secret, ["trust_id"] = TrustId }.ToJsonString();
}
