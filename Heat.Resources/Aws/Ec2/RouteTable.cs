using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::RouteTable — a further router of a VPC. API: Networking v2.0, /routers.</summary>
public sealed class RouteTable() : Ec2NetworkObject("routers", "router")
{
    public override ResourceSchema Schema { get; } = new("AWS::EC2::RouteTable")
    {
        Description = "A further router of a VPC.",
        Support = SupportStatus.Since("2014.1"),
        Service = "network",
        Properties = [AwsTags.WithoutEffect, Property.Text("VpcId", "The VPC.").Required()],
    };

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) =>
        MakeAsync(resource, MapValue.Of(("description", Mark(resource))), cancellation);

    /// <summary>Where the VPC's own router leads to the outer network, this one does too.</summary>
    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (!NeutronResource.IsBuilt(await ShowAsync(resource, cancellation)))
            return false;
        var router = await VpcRouter.FindAsync(Client(resource), resource.Properties.Text("VpcId") ?? "", cancellation);
        if (router?.Get("external_gateway_info").AsMap()?.Text("network_id") is { } network)
            await RouterPlugs.SetGatewayAsync(Client(resource), resource.RequiredPhysicalId, network, cancellation);
        return true;
    }

    /// <summary>The routers of all route tables that a stack has for the VPC of a resource.</summary>
    internal static async Task<IReadOnlyList<string>> RoutersAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var routers = await Client(resource).ListAsync($"/routers?description={ServiceClient.Segment(Mark(resource))}", "routers", cancellation);
        return [.. routers.Ids()];
    }

    /// <summary>What tells the routers of a VPC and stack from all others.</summary>
    private static string Mark(ResourceContext resource) => $"Route table of VPC {resource.Properties.Text("VpcId")} in stack {resource.Stack.Id}";
}
