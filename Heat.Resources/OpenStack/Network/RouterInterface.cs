using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::RouterInterface — plugs a router into a subnet. API: Networking v2.0, /routers/{id}/add_router_interface.</summary>
public sealed class RouterInterface() : NeutronResource("routers", "router")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::RouterInterface")
    {
        Description = "Plugs a router into a subnet.",
        Service = "network",
        Extension = "router",
        Properties =
        [
            Property.Text("port", "The port to use, by name or id; instead of a subnet.").Finding("neutron.port").Satisfying("neutron.port").Since("2015.1"),
            Property.Text("port_id", "The old name of port.").Finding("neutron.port").Satisfying("neutron.port").Since("2014.1").DeprecatedIn("2015.1").HiddenIn("6.0.0"),
            Property.Text("router", "The router, by name or id.").Finding("neutron.router").Satisfying("neutron.router").Required(),
            Property.Text("router_id", "The old name of router.").Finding("neutron.router").Satisfying("neutron.router").Since("2013.1").DeprecatedIn("2015.1").HiddenIn("6.0.0"),
            Property.Text("subnet", "The subnet, by name or id.").Finding("neutron.subnet").Satisfying("neutron.subnet"),
            Property.Text("subnet_id", "The old name of subnet.").Finding("neutron.subnet").Satisfying("neutron.subnet").DeprecatedIn("2014.2").HiddenIn("5.0.0"),
        ],
    };

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.Renamed("port_id", "port").Renamed("router_id", "router").Renamed("subnet_id", "subnet"));

    /// <summary>The interface has no id of its own: it is known by its router and by what it is plugged into.</summary>
    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var router = resource.Properties.Text("router") ?? "";
        var (key, value) = Target(resource.Properties);
        await Client(resource).PutAsync($"/routers/{ServiceClient.Segment(router)}/add_router_interface", MapValue.Of((key, value)), cancellation);
        return $"{router}:{key}={value}";
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var router = resource.Properties.Text("router") ?? "";
        var (key, value) = Target(resource.Properties);
        var ports = await Client(resource).ListAsync($"/ports?device_id={ServiceClient.Segment(router)}", "ports", cancellation);
        var isPluggedIn = ports.Any(port => key == "port_id" ? port.Text("id") == value : port.Get("fixed_ips").Maps().Any(address => address.Text("subnet_id") == value));
        return isPluggedIn ? [$"{router}:{key}={value}"] : [];
    }

    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(resource.PhysicalId is null);

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.RequiredPhysicalId.Split(':', '=') is not [var router, var key, var value])
            return;
        await Absence.IgnoreAsync(() =>
            Client(resource).PutAsync($"/routers/{ServiceClient.Segment(router)}/remove_router_interface", MapValue.Of((key, value)), cancellation));
    }

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(MapValue.Empty);

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        var (hasSubnet, hasPort) = (properties.IsGiven("subnet", unknown), properties.IsGiven("port", unknown));
        if (hasSubnet && hasPort)
            yield return PropertyRules.Conflict("subnet", "port");
        if (!hasSubnet && !hasPort)
            yield return PropertyRules.Unspecified("subnet", "port");
    }

    private static (string Key, string Value) Target(MapValue properties) =>
        properties.Text("subnet") is { Length: > 0 } subnet ? ("subnet_id", subnet) : ("port_id", properties.Text("port") ?? "");
}
