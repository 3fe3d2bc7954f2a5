using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::FloatingIPAssociation — lets a floating address lead to a port. API: Networking v2.0, /floatingips.</summary>
public sealed class FloatingIPAssociation() : NeutronResource("floatingips", "floatingip")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::FloatingIPAssociation")
    {
        Description = "Lets a floating address lead to a port.",
        Service = "network",
        Properties =
        [
            Property.Text("fixed_ip_address", "Which address of the port is meant.").Satisfying("ip_addr").Updatable(),
            Property.Text("floatingip_id", "The floating address.").Required().Updatable(),
            Property.Text("port_id", "The port.").Satisfying("neutron.port").Required().Updatable(),
        ],
    };

    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings)
    {
        var subnets = siblings.OfType<Port>().Where(port => self.Requires.Contains(port.Name))
            .Select(port => port.Properties.Get("fixed_ips").Maps().FirstOrDefault()?.Subnet())
            .OfType<Value>().Where(subnet => !subnet.IsNull).ToList();
        return siblings.OfType<RouterInterface>().Where(plug => subnets.Contains(plug.Properties.Subnet())).Select(plug => plug.Name);
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await AssociateAsync(resource, resource.Properties, cancellation);
        return resource.Id.ToString();
    }

    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(resource.PhysicalId is null);

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (!changes.Any)
            return;
        if (changes.Contains("floatingip_id"))
            await ReleaseAsync(resource, changes.Before.Text("floatingip_id"), cancellation);
        await AssociateAsync(resource, changes.After, cancellation);
    }

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => ReleaseAsync(resource, resource.Properties.Text("floatingip_id"), cancellation);

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(MapValue.Empty);

    private static Task AssociateAsync(ResourceContext resource, MapValue properties, CancellationToken cancellation) =>
        Client(resource).SetFloatingAsync(properties.Text("floatingip_id") ?? "", properties.Without("floatingip_id").WithoutNulls(), cancellation);

    private static Task ReleaseAsync(ResourceContext resource, string? address, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => Client(resource).SetFloatingAsync(address ?? "", MapValue.Of(("port_id", Value.Null)), cancellation));
}
