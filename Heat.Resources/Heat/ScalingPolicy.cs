using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::ScalingPolicy — makes an OS::Heat::AutoScalingGroup larger or smaller each time it is signalled.</summary>
public sealed class ScalingPolicy : GroupScalingPolicy
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::ScalingPolicy")
    {
        Description = "Makes a scaling group larger or smaller each time it is signalled.",
        Properties =
        [
            Property.Text("adjustment_type", "What the adjustment means: so many more or fewer, so many, or so many percent more or fewer.")
                .OneOf("change_in_capacity", "exact_capacity", "percent_change_in_capacity").Required().Updatable(),
            Property.Text("auto_scaling_group_id", "The group.").Required(),
            Property.Number("cooldown", "Seconds in which no other adjustment follows.").Updatable(),
            Property.Integer("min_adjustment_step", "The least change in members that an adjustment in percent makes.").InRange(0).Updatable(),
            Property.Number("scaling_adjustment", "The size of the adjustment.").Required().Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("alarm_url", "A signed address that signals the policy.").Live(),
            Attribute.Text("signal_url", "The address at the orchestration API that signals the policy.").Since("5.0.0"),
        ],
    };

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) => MapValue.Of(
        ("alarm_url", await AlarmAddressAsync(resource, cancellation)),
        ("signal_url", await SignalAddressAsync(resource, cancellation)));

    private protected override IReadOnlyList<string> KindNames { get; } = ["change_in_capacity", "exact_capacity", "percent_change_in_capacity"];

    private protected override PolicyProperties Names { get; } = new("auto_scaling_group_id", "adjustment_type", "scaling_adjustment", "min_adjustment_step", "cooldown");
}
