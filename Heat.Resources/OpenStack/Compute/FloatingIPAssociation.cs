using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::FloatingIPAssociation — lets an outer address lead to a server. API: Networking v2.0, /floatingips.</summary>
public sealed class FloatingIPAssociation() : ResourceType
{
    public override ResourceSchema Schema { get; } = new("OS::Nova::FloatingIPAssociation")
    {
        Description = "Lets an outer address lead to a server; OS::Neutron::FloatingIPAssociation has taken its place.",
        Support = SupportStatus.Since("2014.1").DeprecatedIn("9.0.0").HiddenIn("11.0.0"),
        Service = "compute",
        Properties =
        [
            Property.Text("floating_ip", "The outer address, by its id.").Required().Updatable(),
            Property.Text("server_id", "The server.").Satisfying("nova.server").Required().Updatable(),
        ],
    };

    public override Value Reference(ResourceContext resource) => resource.PhysicalName;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await AssociateAsync(resource, resource.Properties, cancellation);
        return resource.Id.ToString();
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains("floating_ip"))
            await ReleaseAsync(resource, changes.Before, cancellation);
        if (changes.Any)
            await AssociateAsync(resource, changes.After, cancellation);
    }

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => ReleaseAsync(resource, resource.Properties, cancellation);

    private static Task AssociateAsync(ResourceContext resource, MapValue properties, CancellationToken cancellation) =>
        FloatingAddresses.LeadToInstanceAsync(resource, properties.Text("floating_ip") ?? "", properties.Text("server_id") ?? "", cancellation);

    private static Task ReleaseAsync(ResourceContext resource, MapValue properties, CancellationToken cancellation) =>
        FloatingAddresses.LeadNowhereAsync(resource, properties.Text("floating_ip") ?? "", cancellation);
}
