using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::VPNService — the end of tunnels at a router. API: Networking v2.0, /vpn/vpnservices.</summary>
public sealed class VPNService() : BackgroundNetworkObject("vpnservices", "vpnservice", "/vpn/vpnservices")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::VPNService")
    {
        Description = "The end of tunnels at a router.",
        Service = "network",
        Extension = "vpnaas",
        Properties =
        [
            Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("router", "The router, by name or id.").Finding("neutron.router").Satisfying("neutron.router").Required().Since("2015.1"),
            Property.Text("router_id", "The old name of router.").Finding("neutron.router").Satisfying("neutron.router").Since("2013.2").DeprecatedIn("2015.1").HiddenIn("6.0.0"),
            Property.Text("subnet", "The subnet that tunnels lead to, by name or id.").Finding("neutron.subnet").Satisfying("neutron.subnet").Required().Since("2014.2"),
            Property.Text("subnet_id", "The old name of subnet.").Finding("neutron.subnet").Satisfying("neutron.subnet").DeprecatedIn("2014.2").HiddenIn("5.0.0"),
        ],
        Attributes =
        [
            Attribute.Text("admin_state_up", "Whether it is switched on."),
            Attribute.Text("description", "What it is for."),
            Attribute.Text("name", "The name."),
            Attribute.Text("router_id", "The id of the router."),
            Attribute.Text("status", "The status that the service gives."),
            Attribute.Text("subnet_id", "The id of the subnet."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["router"] = "router_id", ["subnet"] = "subnet_id" };

    // It isn't active before a connection uses it, and the connection waits for this resource.
    private protected override IReadOnlySet<string> Ready { get; } = new HashSet<string> { "PENDING_CREATE", "ACTIVE" };

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.Renamed("router_id", "router").Renamed("subnet_id", "subnet"));
}
