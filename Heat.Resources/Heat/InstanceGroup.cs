using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::InstanceGroup — as many instances of one launch configuration as the template says.</summary>
public sealed class InstanceGroup : InstanceMembers
{
    private const string RollingUpdatePolicy = "RollingUpdate";

    public override ResourceSchema Schema { get; } = new("OS::Heat::InstanceGroup")
    {
        Description = "A number of instances of one launch configuration.",
        Properties = [.. CommonProperties, Configuration.Required(), Property.Integer("Size", "How many instances there are.").Required().Updatable()],
        Attributes = CommonAttributes,
        UpdatePolicy = [RollingUpdate(RollingUpdatePolicy)],
    };

    private protected override string PolicyName => RollingUpdatePolicy;

    public override int SizeAfter(ScalingAdjustment adjustment, string resource, MapValue properties, MapValue metadata, NestedStackView stack, DateTimeOffset now) =>
        throw new ResourceException("NotSupported", $"Scaling of {resource} ({Schema.Type}) by a policy is not supported.");

    public override void NoteScaled(ResourceContext resource, double? cooldown, string reason)
    {
        // Only groups that policies scale tell when they were scaled.
    }

    protected override long? WantedSize(MapValue properties) => properties.Get("Size").AsInteger();

    /// <summary>Exactly as many as the template says.</summary>
    protected override (int Minimum, int Maximum) Bounds(MapValue properties) => WantedSize(properties) is { } size ? ((int)size, (int)size) : (0, 0);

    protected override double? Cooldown(MapValue properties) => null;
}
