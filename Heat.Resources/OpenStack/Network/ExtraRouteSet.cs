using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::ExtraRouteSet — further routes of a router, beside those that others give it. API: Networking v2.0, /routers/{id}/add_extraroutes.</summary>
public sealed class ExtraRouteSet() : NeutronResource("routers", "router")
{
    private const string Routes = "routes";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::ExtraRouteSet")
    {
        Description = "Further routes of a router, beside those that others give it.",
        Support = SupportStatus.Since("14.0.0"),
        Service = "network",
        Extension = "extraroute-atomic",
        Properties =
        [
            Property.Text("router", "The router, by name or id.").Finding("neutron.router").Satisfying("neutron.router").Required(),
            Property.ListOfMaps(Routes, "The routes.",
                Property.Text("destination", "Where the route leads.").Satisfying("net_cidr").Required(),
                Property.Text("nexthop", "Through which address.").Satisfying("ip_addr").Required()).DefaultsTo(ListValue.Empty).Updatable(),
        ],
    };

    /// <summary>A route leads through a subnet that the router is plugged into.</summary>
    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings) => siblings.OfType<RouterInterface>()
        .Where(plug => plug.Router() == self.Router())
        .Select(plug => plug.Name);

    /// <summary>The routes have no id of their own: they are known by their router.</summary>
    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await AddAsync(resource, RoutesOf(resource.Properties), cancellation);
        return resource.Properties.Text("router");
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        RoutesOf(resource.Properties).Except(await PresentAsync(resource, cancellation)).Any() ? [] : [resource.Properties.Text("router")!];

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var (before, after) = (RoutesOf(changes.Before), RoutesOf(changes.After));
        // An update that was broken off may have removed and added some already.
        await SendAsync(resource, "remove_extraroutes", before.Except(after), cancellation);
        await SendAsync(resource, "add_extraroutes", after.Except(before), cancellation);
    }

    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(resource.PhysicalId is null);

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => SendAsync(resource, "remove_extraroutes", RoutesOf(resource.Properties), cancellation));

    private async Task AddAsync(ResourceContext resource, IReadOnlyList<MapValue> routes, CancellationToken cancellation)
    {
        if (routes.Intersect(await PresentAsync(resource, cancellation)).FirstOrDefault() is { } taken)
            throw new ResourceException("PhysicalResourceExists", $"The physical resource for ({resource.Properties.Text("router")},{taken.Text("destination")}={taken.Text("nexthop")}) exists in Heat.");
        await SendAsync(resource, "add_extraroutes", routes, cancellation);
    }

    private async Task<IReadOnlyList<MapValue>> PresentAsync(ResourceContext resource, CancellationToken cancellation) =>
        RoutesOf(Unwrapped(await Client(resource).GetAsync($"{CollectionPath}/{ServiceClient.Segment(resource.Properties.Text("router") ?? "")}", cancellation)));

    private async Task SendAsync(ResourceContext resource, string action, IEnumerable<MapValue> routes, CancellationToken cancellation)
    {
        var list = ListValue.Create(routes);
        if (list.Count > 0)
            await Client(resource).PutAsync($"{CollectionPath}/{ServiceClient.Segment(resource.Properties.Text("router") ?? "")}/{action}", Wrapped(MapValue.Of((Routes, list))), cancellation);
    }

    private static IReadOnlyList<MapValue> RoutesOf(MapValue properties) =>
        [.. properties.Get(Routes).Maps().Select(route => MapValue.Of(("destination", route.Get("destination")), ("nexthop", route.Get("nexthop"))))];
}
