using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>Plugs routers into subnets and outer networks, and out of them. Each call may be made again: what is the case already stays so.</summary>
internal static class RouterPlugs
{
    public static async Task PlugInAsync(NetworkClient client, string router, string subnet, CancellationToken cancellation)
    {
        var ports = await client.ListAsync($"/ports?device_id={ServiceClient.Segment(router)}", "ports", cancellation);
        if (!ports.Any(port => port.Get("fixed_ips").Maps().Any(address => address.Text("subnet_id") == subnet)))
            await client.PutAsync($"{PathOf(router)}/add_router_interface", MapValue.Of(("subnet_id", subnet)), cancellation);
    }

    public static Task UnplugAsync(NetworkClient client, string router, string subnet, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => client.PutAsync($"{PathOf(router)}/remove_router_interface", MapValue.Of(("subnet_id", subnet)), cancellation));

    /// <param name="network">The outer network; null for none.</param>
    public static Task SetGatewayAsync(NetworkClient client, string router, string? network, CancellationToken cancellation)
    {
        var gateway = network is null ? MapValue.Empty : MapValue.Of(("network_id", network));
        return client.PutAsync(PathOf(router), MapValue.Of(("router", MapValue.Of(("external_gateway_info", gateway)))), cancellation);
    }

    private static string PathOf(string router) => $"/routers/{ServiceClient.Segment(router)}";
}
