using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>Nova's refusals in its own words.</summary>
internal static class ComputeFaults
{
    public static CloudFaultException Input(string attribute, string value, string reason) =>
        CloudFaultException.BadRequest($"Invalid input for field/attribute {attribute}. Value: {value}. {reason}");

    public static CloudFaultException OverQuota(string resource, object asked, object used, object limit) =>
        CloudFaultException.Forbidden($"Quota exceeded for {resource}: Requested {asked}, but already used {used} of {limit} {resource}");

    public static CloudFaultException Missing(string what, string? id) => CloudFaultException.NotFound($"{what} {id} could not be found.");

    public static CloudFaultException State(string action, Server server, string field, string? value) =>
        CloudFaultException.Conflict($"Cannot '{action}' instance {server.Id} while it is in {field} {value}");
}
