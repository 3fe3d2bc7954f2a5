using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Neutron's refusals, by their own names and in their own words.</summary>
internal static class NetworkFaults
{
    public static CloudFaultException Input(string attribute, string reason) => CloudFaultException.BadRequest($"Invalid input for {attribute}. Reason: {reason}.", "HTTPBadRequest");

    public static CloudFaultException Operation(string reason) => CloudFaultException.BadRequest($"Invalid input for operation: {reason}.", "InvalidInput");

    public static CloudFaultException BadRouter(string reason) => CloudFaultException.BadRequest($"Bad router request: {reason}.", "BadRequest");

    public static CloudFaultException BadFloatingIp(string reason) => CloudFaultException.BadRequest($"Bad floatingip request: {reason}.", "BadRequest");

    public static CloudFaultException BadPortForwarding(string reason) => CloudFaultException.BadRequest($"Bad port_forwarding request: {reason}.", "BadRequest");

    public static CloudFaultException NotFound(string what, string type, string? id) => CloudFaultException.NotFound($"{what} {id} could not be found.", type);

    public static CloudFaultException OverQuota(string resource) => CloudFaultException.Conflict($"Quota exceeded for resources: ['{resource}'].", "OverQuota");

    public static CloudFaultException NoAddress(string network) => CloudFaultException.Conflict($"No more IP addresses available on network {network}.", "IpAddressGenerationFailure");

    public static CloudFaultException AddressTaken(string address, string subnet) =>
        CloudFaultException.Conflict($"IP address {address} already allocated in subnet {subnet}", "IpAddressAlreadyAllocated");

    public static CloudFaultException NotAllowed(string action) =>
        new(403, $"(rule:{action}) is disallowed by policy", "PolicyNotAuthorized");
}
