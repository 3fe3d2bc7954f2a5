using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::VPCGatewayAttachment — lets the route tables of a VPC lead to the outer network. API: Networking v2.0, /routers.</summary>
public sealed class VpcGatewayAttachment : ResourceType
{
    public override ResourceSchema Schema { get; } = new("AWS::EC2::VPCGatewayAttachment")
    {
        Description = "Lets the route tables of a VPC lead to the outer network.",
        Service = "network",
        Properties =
        [
            Property.Text("InternetGatewayId", "The gateway."),
            Property.Text("VpcId", "The VPC.").Required(),
            Property.Text("VpnGatewayId", "Has no effect.").Unimplemented(),
        ],
    };

    public override string Title => "VPCGatewayAttachment";

    /// <summary>What is attached are the routers of the VPC's route tables, so they come first.</summary>
    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings) => siblings
        .Where(sibling => sibling.Type is RouteTable && sibling.Properties.Get("VpcId") == self.Properties.Get("VpcId"))
        .Select(table => table.Name);

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await SetGatewaysAsync(resource, await ExternalNetwork.IdAsync(resource.Cloud.Service<NetworkClient>(), cancellation), cancellation);
        return null;
    }

    public override bool DeletesWithoutPhysicalId => true;

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => SetGatewaysAsync(resource, null, cancellation);

    private static async Task SetGatewaysAsync(ResourceContext resource, string? network, CancellationToken cancellation)
    {
        foreach (var router in await RouteTable.RoutersAsync(resource, cancellation))
            await Absence.IgnoreAsync(() => RouterPlugs.SetGatewayAsync(resource.Cloud.Service<NetworkClient>(), router, network, cancellation));
    }
}
