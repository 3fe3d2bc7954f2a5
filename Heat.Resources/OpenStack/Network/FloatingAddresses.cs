using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>Lets floating addresses lead to servers and ports, for the dialects that don't begin with the port.</summary>
internal static class FloatingAddresses
{
    public static async Task LeadToInstanceAsync(ResourceContext resource, string id, string instance, CancellationToken cancellation)
    {
        var cards = await resource.Cloud.Service<ComputeClient>().ListAsync($"/servers/{ServiceClient.Segment(instance)}/os-interface", "interfaceAttachments", cancellation);
        if (cards.Count == 0)
            throw new ResourceException("InterfaceNotFound", $"No network interface found for server {instance}.");
        // Only addresses of the old kind can be led to.
        var address = cards[0].Get("fixed_ips").Maps().Select(one => one.Get("ip_address")).FirstOrDefault(one => one.AsText()?.Contains('.', StringComparison.Ordinal) == true) ?? Value.Null;
        await Client(resource).SetFloatingAsync(id, MapValue.Of(("port_id", cards[0].Get("port_id")), ("fixed_ip_address", address)).WithoutNulls(), cancellation);
    }

    public static Task LeadToPortAsync(ResourceContext resource, string id, string port, CancellationToken cancellation) =>
        Client(resource).SetFloatingAsync(id, MapValue.Of(("port_id", port)), cancellation);

    public static Task LeadNowhereAsync(ResourceContext resource, string id, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => Client(resource).SetFloatingAsync(id, MapValue.Of(("port_id", Value.Null)), cancellation));

    /// <exception cref="CloudException">There is no such address.</exception>
    public static async Task<string> IdOfAsync(ResourceContext resource, string address, CancellationToken cancellation)
    {
        var found = await Client(resource).ListAsync($"/floatingips?floating_ip_address={ServiceClient.Segment(address)}", "floatingips", cancellation);
        return found.FirstOrDefault()?.Text("id") ?? throw CloudException.EntityNotFound("floatingip", address);
    }

    private static NetworkClient Client(ResourceContext resource) => resource.Cloud.Service<NetworkClient>();
}
