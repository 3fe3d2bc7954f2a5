using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::L2GatewayConnection — joins a network with what is behind a gateway. API: Networking v2.0, /l2-gateway-connections.</summary>
public sealed class L2GatewayConnection() : NeutronResource("l2_gateway_connections", "l2_gateway_connection")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::L2GatewayConnection")
    {
        Description = "Joins a network with what is behind a gateway.",
        Support = SupportStatus.Since("12.0.0"),
        Service = "network",
        Extension = "l2-gateway-connection",
        Properties =
        [
            Property.Text("l2_gateway_id", "The gateway.").Required(),
            Property.Text("network_id", "The network.").Satisfying("neutron.network").Required(),
            Property.Text("segmentation_id", "The number of the segment, unless the gateway says it."),
        ],
    };

    /// <summary>A gateway and a network are joined once for each segment.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var properties = resource.Properties;
        var connections = await Client(resource).ListAsync($"{CollectionPath}?network_id={ServiceClient.Segment(properties.Text("network_id") ?? "")}", "l2_gateway_connections", cancellation);
        return [.. connections.Where(one => one.Get("l2_gateway_id") == properties.Get("l2_gateway_id") && ValueText.Plain(one.Get("segmentation_id")) == ValueText.Plain(properties.Get("segmentation_id"))).Ids()];
    }
}
