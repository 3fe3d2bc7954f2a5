using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::EIP — an address of the outer network, which may lead to an instance. It refers to the address itself. API: Networking v2.0, /floatingips.</summary>
public sealed class ElasticIp() : CloudObject<NetworkClient>("/floatingips", "floatingip")
{
    private const string InstanceId = "InstanceId";
    private const string Address = "address";

    public override ResourceSchema Schema { get; } = new("AWS::EC2::EIP")
    {
        Description = "An address of the outer network, which may lead to an instance.",
        Service = "compute",
        Properties =
        [
            Property.Text("Domain", "Has no effect.").OneOf("vpc").DeprecatedIn("9.0.0"),
            Property.Text(InstanceId, "The instance that it leads to.").Satisfying("nova.server").Updatable(),
        ],
        Attributes = [Attribute.Text("AllocationId", "Its id.")],
    };

    public override Value Reference(ResourceContext resource) => resource.Data.GetValueOrDefault(Address) ?? resource.Name;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var body = MapValue.Of(("floating_network_id", await ExternalNetwork.IdAsync(Client(resource), cancellation))).Described(resource);
        return Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body), cancellation)).Text("id");
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        resource.RecordData(Address, (await ShowAsync(resource, cancellation)).Text("floating_ip_address"));
        await AssociateAsync(resource, cancellation);
    }

    public override bool FindsOnlyItsOwn(ResourceContext resource) => true;

    public override Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        FloatingAddresses.FindDescribedAsync(resource, resource.PhysicalName, cancellation);

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (!changes.Contains(InstanceId))
            return Task.CompletedTask;
        return resource.Properties.Has(InstanceId) ? AssociateAsync(resource, cancellation) : FloatingAddresses.LeadNowhereAsync(resource, resource.RequiredPhysicalId, cancellation);
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await base.ReadAttributesAsync(resource, cancellation)).With("AllocationId", resource.PhysicalId);

    private static Task AssociateAsync(ResourceContext resource, CancellationToken cancellation) => resource.Properties.Has(InstanceId)
        ? FloatingAddresses.LeadToInstanceAsync(resource, resource.RequiredPhysicalId, resource.Properties.Text(InstanceId)!, cancellation)
        : Task.CompletedTask;
}
