using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::Subnet — a range of addresses of a VPC, which the VPC's router is plugged into. API: Networking v2.0, /subnets.</summary>
public sealed class Subnet() : Ec2NetworkObject("subnets", "subnet")
{
    private const string Zone = "AvailabilityZone";

    public override ResourceSchema Schema { get; } = new("AWS::EC2::Subnet")
    {
        Description = "A range of addresses of a VPC.",
        Service = "network",
        Properties =
        [
            Property.Text(Zone, "The availability zone; it is told again as an attribute and has no other effect."),
            Property.Text("CidrBlock", "The range, such as 10.0.0.0/24.").Required(),
            AwsTags.WithoutEffect,
            Property.Text("VpcId", "The VPC.").Required(),
        ],
        Attributes = [Attribute.Text(Zone, "The availability zone.")],
    };

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) =>
        MakeAsync(resource, MapValue.Of(("network_id", resource.Properties.Get("VpcId")), ("cidr", resource.Properties.Get("CidrBlock")), ("ip_version", 4)), cancellation);

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await RouterAsync(resource, cancellation) is { } router)
            await RouterPlugs.PlugInAsync(Client(resource), router, resource.RequiredPhysicalId, cancellation);
    }

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await RouterAsync(resource, cancellation) is { } router)
            await RouterPlugs.UnplugAsync(Client(resource), router, resource.RequiredPhysicalId, cancellation);
        await base.DeleteAsync(resource, cancellation);
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await base.ReadAttributesAsync(resource, cancellation)).With(Zone, resource.Properties.Get(Zone));

    private static async Task<string?> RouterAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await VpcRouter.FindAsync(Client(resource), resource.Properties.Text("VpcId") ?? "", cancellation))?.Text("id");
}
