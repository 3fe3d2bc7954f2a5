using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::EIPAssociation — lets an elastic address lead to an instance or to a network interface. API: Networking v2.0, /floatingips.</summary>
public sealed class ElasticIpAssociation : ResourceType
{
    private const string Address = "EIP";
    private const string Allocation = "AllocationId";
    private const string Instance = "InstanceId";
    private const string Interface = "NetworkInterfaceId";

    public override ResourceSchema Schema { get; } = new("AWS::EC2::EIPAssociation")
    {
        Description = "Lets an elastic address lead to an instance or to a network interface.",
        Service = "compute",
        Properties =
        [
            Property.Text(Allocation, "The id of the address.").Updatable(),
            Property.Text(Address, "The address itself.").Satisfying("ip_addr").Updatable(),
            Property.Text(Instance, "The instance that it leads to.").Satisfying("nova.server").Updatable(),
            Property.Text(Interface, "The network interface that it leads to.").Updatable(),
        ],
    };

    public override Value Reference(ResourceContext resource) => resource.PhysicalName;

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([.. Faults(name => properties.IsGiven(name, unknown))]);

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await AttachAsync(resource, cancellation);
        return IdIn(resource.Properties);
    }

    /// <summary>Address and target can't both change in place.</summary>
    public override bool NeedsReplacement(ResourceContext resource, PropertyChanges changes) =>
        ChangesAddress(changes) && ((string[])[Instance, Interface]).Any(target => changes.Contains(target) && changes.After.Has(target));

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (!changes.Any)
            return;
        if (ChangesAddress(changes))
            await DetachAsync(resource, changes.Before, cancellation);
        await AttachAsync(resource, cancellation);
        resource.RecordPhysicalId(IdIn(changes.After));
    }

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => DetachAsync(resource, resource.Properties, cancellation);

    private static IEnumerable<string> Faults(Func<string, bool> isGiven)
    {
        if (isGiven(Address) == isGiven(Allocation))
            yield return "Either 'EIP' or 'AllocationId' must be provided.";
        if (isGiven(Address) && !isGiven(Instance))
            yield return "Must specify 'InstanceId' if you specify 'EIP'.";
        if (!isGiven(Instance) && !isGiven(Interface))
            yield return PropertyRules.Unspecified(Instance, Interface);
    }

    private static bool ChangesAddress(PropertyChanges changes) => changes.Contains(Address) || changes.Contains(Allocation);

    private static string IdIn(MapValue properties) => (properties.Has(Address) ? properties.Text(Address) : properties.Text(Allocation)) ?? "";

    private static async Task AttachAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var properties = resource.Properties;
        if (properties.Has(Address))
        {
            await FloatingAddresses.LeadToInstanceAsync(resource, await FloatingAddresses.IdOfAsync(resource, properties.Text(Address)!, cancellation), properties.Text(Instance) ?? "", cancellation);
            return;
        }
        var allocation = properties.Text(Allocation) ?? "";
        var port = await PortAsync(resource, cancellation);
        await LeadOutAsync(resource, allocation, port.Text("network_id") ?? "", cancellation);
        await FloatingAddresses.LeadToPortAsync(resource, allocation, port.Text("id") ?? "", cancellation);
    }

    private static async Task<MapValue> PortAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var query = resource.Properties.Has(Interface) ? $"id={ServiceClient.Segment(resource.Properties.Text(Interface)!)}" : $"device_id={ServiceClient.Segment(resource.Properties.Text(Instance) ?? "")}";
        var ports = await resource.Cloud.Service<NetworkClient>().ListAsync($"/ports?{query}", "ports", cancellation);
        return ports.FirstOrDefault() ?? throw new ResourceException("NotFound", "Failed to update, can not found port info.", FailureNature.NotFound);
    }

    /// <summary>The router of the port's VPC has to lead to the network that the address is from.</summary>
    private static async Task LeadOutAsync(ResourceContext resource, string allocation, string network, CancellationToken cancellation)
    {
        var client = resource.Cloud.Service<NetworkClient>();
        if ((await VpcRouter.FindAsync(client, network, cancellation))?.Text("id") is not { } router)
            return;
        var address = (await client.GetAsync($"/floatingips/{ServiceClient.Segment(allocation)}", cancellation)).Get("floatingip").AsMap() ?? MapValue.Empty;
        await RouterPlugs.SetGatewayAsync(client, router, address.Text("floating_network_id"), cancellation);
    }

    private static async Task DetachAsync(ResourceContext resource, MapValue properties, CancellationToken cancellation)
    {
        if (!properties.Has(Address))
            await FloatingAddresses.LeadNowhereAsync(resource, properties.Text(Allocation) ?? "", cancellation);
        else
            await Absence.IgnoreAsync(async () => await FloatingAddresses.LeadNowhereAsync(resource, await FloatingAddresses.IdOfAsync(resource, properties.Text(Address)!, cancellation), cancellation));
    }
}
