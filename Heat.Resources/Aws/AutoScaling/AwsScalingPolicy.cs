using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Aws.AutoScaling;

/// <summary>AWS::AutoScaling::ScalingPolicy — makes an AWS::AutoScaling::AutoScalingGroup larger or smaller each time it is signalled. It refers to the address to signal.</summary>
public sealed class AwsScalingPolicy : GroupScalingPolicy
{
    private const string Address = "alarm_url";

    public override ResourceSchema Schema { get; } = new("AWS::AutoScaling::ScalingPolicy")
    {
        Description = "Makes a scaling group larger or smaller each time it is signalled.",
        Properties =
        [
            Property.Text("AdjustmentType", "What the adjustment means: so many more or fewer, so many, or so many percent more or fewer.")
                .OneOf("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity").Required().Updatable(),
            Property.Text("AutoScalingGroupName", "The group.").Required(),
            Property.Integer("Cooldown", "Seconds in which no other adjustment follows.").Updatable(),
            Property.Integer("MinAdjustmentStep", "The least change in members that an adjustment in percent makes.").InRange(0).Updatable(),
            Property.Integer("ScalingAdjustment", "The size of the adjustment.").Required().Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("AlarmUrl", "A signed address that signals the policy.").Live(),
        ],
    };

    public override Value Reference(ResourceContext resource) => resource.Data.GetValueOrDefault(Address) ?? resource.Name;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var user = await base.CreateAsync(resource, cancellation);
        resource.RecordData(Address, await AlarmAddressAsync(resource, cancellation));
        return user;
    }

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        Task.FromResult(MapValue.Of(("AlarmUrl", resource.Data.GetValueOrDefault(Address))));

    private protected override IReadOnlyList<string> KindNames { get; } = ["ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"];

    private protected override PolicyProperties Names { get; } = new("AutoScalingGroupName", "AdjustmentType", "ScalingAdjustment", "MinAdjustmentStep", "Cooldown");
}
