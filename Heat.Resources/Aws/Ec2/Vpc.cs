using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::VPC — a network with a router of the same name. API: Networking v2.0, /networks and /routers.</summary>
public sealed class Vpc() : Ec2NetworkObject("networks", "network")
{
    public override ResourceSchema Schema { get; } = new("AWS::EC2::VPC")
    {
        Description = "A network with a router.",
        Service = "network",
        Properties =
        [
            Property.Text("CidrBlock", "The range of addresses that its subnets are in."),
            Property.Text("InstanceTenancy", "Has no effect.").OneOf("default", "dedicated").DefaultsTo("default").Unimplemented(),
            AwsTags.WithoutEffect,
        ],
    };

    public override string Title => "VPC";

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => MakeAsync(resource, MapValue.Empty, cancellation);

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await VpcRouter.FindAsync(Client(resource), resource.RequiredPhysicalId, cancellation) is null)
            await Client(resource).PostAsync("/routers", MapValue.Of(("router", MapValue.Of(("name", resource.PhysicalName)))), cancellation);
    }

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) =>
        NeutronResource.IsBuilt(await ShowAsync(resource, cancellation))
        && await VpcRouter.FindAsync(Client(resource), resource.RequiredPhysicalId, cancellation) is { } router
        && NeutronResource.IsBuilt(router);

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await VpcRouter.FindAsync(Client(resource), resource.RequiredPhysicalId, cancellation) is { } router)
            await Clients.Absence.IgnoreAsync(() => Client(resource).DeleteAsync($"/routers/{router.Text("id")}", cancellation));
        await base.DeleteAsync(resource, cancellation);
    }
}
