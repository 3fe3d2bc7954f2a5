using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::FloatingIPPortForward — lets one port number of a floating address lead to a port. API: Networking v2.0, /floatingips/{id}/port_forwardings.</summary>
public sealed class FloatingIPPortForward() : CloudObject<NetworkClient>("/floatingips", "port_forwarding")
{
    private const string Address = "floating_ip";

    // What templates call a port is the service's port id, and their port number the service's port.
    private static readonly Dictionary<string, string> s_serviceNames = new() { ["internal_port"] = "internal_port_id", ["internal_port_number"] = "internal_port" };

    public override ResourceSchema Schema { get; } = new("OS::Neutron::FloatingIPPortForward")
    {
        Description = "Lets one port number of a floating address lead to a port.",
        Support = SupportStatus.Since("19.0.0"),
        Service = "network",
        Extension = "floating-ip-port-forwarding",
        Properties =
        [
            Property.Integer("external_port", "The port number of the floating address.").InRange(1, 65535).Required().Updatable(),
            Property.Text(Address, "The floating address, by id.").Required(),
            Property.Text("internal_ip_address", "Which address of the port is meant.").Satisfying("ip_addr").Required().Updatable(),
            Property.Text("internal_port", "The port, by name or id.").Finding("neutron.port").Satisfying("neutron.port").Required().Updatable(),
            Property.Integer("internal_port_number", "The port number that it leads to.").InRange(1, 65535).Updatable(),
            Property.Text("protocol", "The protocol.").OneOf("tcp", "udp", "icmp", "icmp6", "sctp", "dccp").Required().Updatable(),
        ],
    };

    public override bool SupportsCheck => true;

    /// <summary>The address leads nowhere before a router connects the outer network with the port's.</summary>
    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings)
    {
        var subnets = siblings.OfType<Port>().Where(port => self.Requires.Contains(port.Name))
            .Select(port => port.Properties.Get("fixed_ips").Maps().FirstOrDefault()?.Subnet())
            .OfType<Value>().Where(subnet => !subnet.IsNull).ToList();
        return siblings.OfType<RouterInterface>().Where(plug => subnets.Contains(plug.Properties.Subnet())).Select(plug => plug.Name);
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) =>
        Unwrapped(await Client(resource).PostAsync(ForwardingsOf(resource), Wrapped(ForService(resource.Properties.Without(Address)).WithoutNulls()), cancellation)).Text("id");

    /// <summary>An address forwards each port number once.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var forwardings = await Client(resource).ListAsync(ForwardingsOf(resource), "port_forwardings", cancellation);
        var same = forwardings.Where(one => one.Get("external_port") == resource.Properties.Get("external_port") && one.Get("protocol") == resource.Properties.Get("protocol"));
        return [.. same.Ids()];
    }

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        changes.Any ? Client(resource).PutAsync(PathOf(resource), Wrapped(ForService(changes.Values)), cancellation) : Task.CompletedTask;

    public override Task CheckAsync(ResourceContext resource, CancellationToken cancellation) => ShowAsync(resource, cancellation);

    protected override string PathOf(ResourceContext resource) => $"{ForwardingsOf(resource)}/{ServiceClient.Segment(resource.RequiredPhysicalId)}";

    private string ForwardingsOf(ResourceContext resource) => $"{CollectionPath}/{ServiceClient.Segment(resource.Properties.Text(Address) ?? "")}/port_forwardings";

    private static MapValue ForService(MapValue properties) =>
        MapValue.Create(properties.Select(property => KeyValuePair.Create(s_serviceNames.GetValueOrDefault(property.Key, property.Key), property.Value)));
}
