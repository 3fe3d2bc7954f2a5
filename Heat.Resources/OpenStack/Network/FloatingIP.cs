using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::FloatingIP — an outer address that can lead to any port. API: Networking v2.0, /floatingips.</summary>
public sealed class FloatingIP() : NeutronResource("floatingips", "floatingip")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::FloatingIP")
    {
        Description = "An outer address that can lead to any port.",
        Service = "network",
        Properties =
        [
            Property.Text("dns_domain", "The domain of its name.").Satisfying("dns_domain").Updatable().Since("7.0.0"),
            Property.Text("dns_name", "Its name in the domain name system.").Satisfying("rel_dns_name").Updatable().Since("7.0.0"),
            Property.Text("fixed_ip_address", "Which address of the port is meant.").Satisfying("ip_addr").Updatable(),
            Property.Text("floating_ip_address", "The address wanted; one is chosen when it is left out.").Satisfying("ip_addr").Since("5.0.0"),
            Property.Text("floating_network", "The outer network, by name or id.").Finding("neutron.network").Satisfying("neutron.network").Required().Since("2014.2"),
            Property.Text("floating_network_id", "The old name of floating_network.").Finding("neutron.network").Satisfying("neutron.network").DeprecatedIn("2014.2").HiddenIn("5.0.0"),
            Property.Text("floating_subnet", "The subnet to take the address from.").Finding("neutron.subnet").Satisfying("neutron.subnet").Since("9.0.0"),
            Property.Text("port_id", "The port that the address leads to.").Satisfying("neutron.port").Updatable(),
            Property.Map("value_specs", "More fields for the service, passed on as they are.").DefaultsTo(MapValue.Empty),
        ],
        Attributes =
        [
            Attribute.Text("fixed_ip_address", "The inner address that it leads to.").Live(),
            Attribute.Text("floating_ip_address", "The address."),
            Attribute.Text("floating_network_id", "The id of the outer network."),
            Attribute.Text("port_id", "The id of the port that it leads to.").Live(),
            Attribute.Text("router_id", "The id of the router that connects the two."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["floating_network"] = "floating_network_id", ["floating_subnet"] = "subnet_id" };

    /// <summary>The address leads nowhere before a router connects the outer network with the port's.</summary>
    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings)
    {
        var network = self.Properties.Get("floating_network") is { IsNull: false } given ? given : self.Properties.Get("floating_network_id");
        var gateways = siblings.OfType<RouterGateway>().Where(gateway => gateway.Network() == network);
        var routers = siblings.OfType<Router>().Where(router => router.Properties.Get("external_gateway_info").AsMap()?.Get("network") is { IsNull: false } outer && outer == network);
        var ports = siblings.OfType<Port>().Where(port => self.Requires.Contains(port.Name)).ToList();
        var plugs = siblings.OfType<RouterInterface>().Where(plug => ports.Any(port => MayBeOn(port, plug.Properties.Subnet(), siblings)));
        return gateways.Concat(routers).Concat(plugs).Select(outline => outline.Name);
    }

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.Renamed("floating_network_id", "floating_network"));

    public override bool FindsOnlyItsOwn(ResourceContext resource) => DescriptionOf(resource) == resource.PhysicalName;

    public override Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        FloatingAddresses.FindDescribedAsync(resource, DescriptionOf(resource), cancellation);

    /// <summary>Port and address change together: the service forgets the one when it is told only the other.</summary>
    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => changes.Any
        ? Client(resource).PutAsync(PathOf(resource), MapValue.Of(("floatingip", MapValue.Of(("port_id", changes.After.Get("port_id")), ("fixed_ip_address", changes.After.Get("fixed_ip_address"))))), cancellation)
        : Task.CompletedTask;

    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) =>
        Task.FromResult(isUpdate ? body : body.Described(resource));

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown) =>
        properties.IsGiven("fixed_ip_address", unknown) && !properties.IsGiven("port_id", unknown) ? [PropertyRules.Dependency("fixed_ip_address", "port_id")] : [];

    private static string DescriptionOf(ResourceContext resource) =>
        resource.Properties.Get("value_specs").AsMap()?.Text(FloatingAddresses.Description) ?? resource.PhysicalName;

    /// <summary>A port without addresses of its own may get one on any subnet of its network.</summary>
    private static bool MayBeOn(ResourceOutline port, Value subnet, IReadOnlyList<ResourceOutline> siblings)
    {
        if (port.Properties.Has("fixed_ips"))
            return port.Properties.Get("fixed_ips").Maps().Any(address => address.Subnet() == subnet);
        var known = siblings.OfType<Subnet>().FirstOrDefault(sibling => subnet == sibling.Name || subnet == sibling.Properties.Get("name"));
        return subnet.IsNull || (known is not null && known.Network() == port.Network());
    }
}
