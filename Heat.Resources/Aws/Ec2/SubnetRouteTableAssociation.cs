using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::SubnetRouteTableAssociation — plugs a route table's router into a subnet, in the place of the VPC's own. API: Networking v2.0, /routers.</summary>
public sealed class SubnetRouteTableAssociation : ResourceType
{
    public override ResourceSchema Schema { get; } = new("AWS::EC2::SubnetRouteTableAssociation")
    {
        Description = "Plugs a route table's router into a subnet, in the place of the VPC's own.",
        Service = "network",
        Properties =
        [
            Property.Text("RouteTableId", "The route table.").Required(),
            Property.Text("SubnetId", "The subnet.").Satisfying("neutron.subnet").Required(),
        ],
    };

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (client, router, subnet) = Parts(resource);
        if (await OwnRouterAsync(client, subnet, cancellation) is { } own)
            await RouterPlugs.UnplugAsync(client, own, subnet, cancellation);
        await RouterPlugs.PlugInAsync(client, router, subnet, cancellation);
        return null;
    }

    public override bool DeletesWithoutPhysicalId => true;

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (client, router, subnet) = Parts(resource);
        await RouterPlugs.UnplugAsync(client, router, subnet, cancellation);
        if (await OwnRouterAsync(client, subnet, cancellation) is { } own)
            await Absence.IgnoreAsync(() => RouterPlugs.PlugInAsync(client, own, subnet, cancellation));
    }

    private static (NetworkClient Client, string Router, string Subnet) Parts(ResourceContext resource) =>
        (resource.Cloud.Service<NetworkClient>(), resource.Properties.Text("RouteTableId") ?? "", resource.Properties.Text("SubnetId") ?? "");

    /// <summary>The router of the VPC that the subnet is in; null when there is none, or the subnet is gone.</summary>
    private static async Task<string?> OwnRouterAsync(NetworkClient client, string subnet, CancellationToken cancellation) =>
        (await client.TryGetAsync($"/subnets/{ServiceClient.Segment(subnet)}", "subnet", cancellation))?.Text("network_id") is { } network
            ? (await VpcRouter.FindAsync(client, network, cancellation))?.Text("id")
            : null;
}
