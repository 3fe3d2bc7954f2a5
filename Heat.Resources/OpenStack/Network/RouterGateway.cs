using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::RouterGateway — a router's way to an outer network, from before the router had a property for it. API: Networking v2.0, /routers.</summary>
public sealed class RouterGateway() : NeutronResource("routers", "router")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::RouterGateway")
    {
        Description = "The way of a router to an outer network; the property external_gateway_info of the router has taken its place.",
        Support = SupportStatus.Always.DeprecatedIn("2014.1").HiddenIn("5.0.0"),
        Service = "network",
        Properties =
        [
            Property.Text("network", "The outer network, by name or id.").Finding("neutron.network").Satisfying("neutron.network"),
            Property.Text("network_id", "The old name of network.").Finding("neutron.network").Satisfying("neutron.network").DeprecatedIn("2014.2").HiddenIn("9.0.0"),
            Property.Text("router_id", "The router.").Satisfying("neutron.router").Required(),
        ],
    };

    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings) => siblings.OfType<RouterInterface>()
        .Where(plug => plug.Router() == self.Router())
        .Select(plug => plug.Name)
        .Concat(siblings.SubnetsOn(self.Network()));

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.Renamed("network_id", "network"));

    /// <summary>The gateway has no id of its own: it is known by its router and its network.</summary>
    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (router, network) = (resource.Properties.Text("router_id") ?? "", resource.Properties.Text("network"));
        await RouterPlugs.SetGatewayAsync(Client(resource), router, network, cancellation);
        return $"{router}:{network}";
    }

    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(resource.PhysicalId is null);

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => RouterPlugs.SetGatewayAsync(Client(resource), resource.RequiredPhysicalId.Split(':')[0], null, cancellation));

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(MapValue.Empty);
}
