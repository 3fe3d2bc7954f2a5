using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::ExtraRoute — one further route of a router. Whoever changes the router's routes at the same moment may undo it; OS::Neutron::ExtraRouteSet is safe from that. API: Networking v2.0, /routers.</summary>
public sealed class ExtraRoute() : NeutronResource("routers", "router")
{
    private const string Routes = "routes";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::ExtraRoute")
    {
        Description = "One further route of a router.",
        Support = new SupportStatus(SupportStatus.Unsupported),
        Service = "network",
        Extension = "extraroute",
        Properties =
        [
            Property.Text("destination", "Where the route leads.").Required(),
            Property.Text("nexthop", "Through which address.").Required(),
            Property.Text("router_id", "The router.").Satisfying("neutron.router").Required(),
        ],
    };

    /// <summary>A route leads through a subnet or an outer network that the router is plugged into.</summary>
    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings) => siblings
        .Where(sibling => sibling.Type is RouterInterface or RouterGateway)
        .Where(plug => plug.Router() == self.Router())
        .Select(plug => plug.Name);

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var present = await PresentAsync(resource, cancellation);
        if (present.Contains(RouteOf(resource)))
            throw new ResourceException("Error", "Route duplicates an existing route.");
        await SetAsync(resource, present.Append(RouteOf(resource)), cancellation);
        return IdOf(resource);
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await PresentAsync(resource, cancellation)).Contains(RouteOf(resource)) ? [IdOf(resource)] : [];

    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(resource.PhysicalId is null);

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => Absence.IgnoreAsync(async () =>
    {
        var present = await PresentAsync(resource, cancellation);
        if (present.Contains(RouteOf(resource)))
            await SetAsync(resource, present.Where(route => route != RouteOf(resource)), cancellation);
    });

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(MapValue.Empty);

    private static MapValue RouteOf(ResourceContext resource) => MapValue.Of(("destination", resource.Properties.Get("destination")), ("nexthop", resource.Properties.Get("nexthop")));

    private static string IdOf(ResourceContext resource) => $"{resource.Properties.Text("router_id")}:{resource.Properties.Text("destination")}:{resource.Properties.Text("nexthop")}";

    protected override string PathOf(ResourceContext resource) => $"{CollectionPath}/{ServiceClient.Segment(resource.Properties.Text("router_id") ?? "")}";

    private async Task<IReadOnlyList<MapValue>> PresentAsync(ResourceContext resource, CancellationToken cancellation) => [.. (await ShowAsync(resource, cancellation)).Get(Routes).Maps()];

    private Task SetAsync(ResourceContext resource, IEnumerable<MapValue> routes, CancellationToken cancellation) =>
        Client(resource).PutAsync(PathOf(resource), Wrapped(MapValue.Of((Routes, ListValue.Create(routes)))), cancellation);
}
