using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Aws.AutoScaling;

/// <summary>AWS::AutoScaling::AutoScalingGroup — instances of one launch configuration, as many as policies want within bounds.</summary>
public sealed class AwsAutoScalingGroup : InstanceMembers
{
    private const string RollingUpdatePolicy = "AutoScalingRollingUpdate";
    private const string Model = "InstanceId";
    private const string Subnets = "VPCZoneIdentifier";

    public override ResourceSchema Schema { get; } = new("AWS::AutoScaling::AutoScalingGroup")
    {
        Description = "Instances of one launch configuration, as many as scaling policies want.",
        Support = SupportStatus.Since("2014.1"),
        Properties =
        [
            .. CommonProperties,
            Property.Integer("Cooldown", "Seconds between two changes of the size.").Updatable(),
            Property.Integer("DesiredCapacity", "How many instances there are until a policy changes that.").Updatable(),
            Property.Integer("HealthCheckGracePeriod", "Has no effect.").Unimplemented(),
            Property.Text("HealthCheckType", "Has no effect.").OneOf("EC2", "ELB").Unimplemented(),
            Property.Text(Model, "A server that instances are to be like, instead of a launch configuration.").Satisfying("nova.server"),
            Configuration,
            Property.Integer("MaxSize", "How many instances there are at most.").Required().Updatable(),
            Property.Integer("MinSize", "How many instances there are at least.").Required().Updatable(),
            Property.List(Subnets, "The subnet to plug instances into: a list of one.", Property.Text("*")),
        ],
        Attributes = CommonAttributes,
        UpdatePolicy = [RollingUpdate(RollingUpdatePolicy)],
    };

    public override string Title => "AutoScalingGroup";

    private protected override string PolicyName => RollingUpdatePolicy;

    protected override long? WantedSize(MapValue properties) => properties.Get("DesiredCapacity").AsInteger();

    protected override (int Minimum, int Maximum) Bounds(MapValue properties) => ((int)properties.Get("MinSize").AsInteger()!.Value, (int)properties.Get("MaxSize").AsInteger()!.Value);

    protected override double? Cooldown(MapValue properties) => properties.Get("Cooldown").AsNumber();

    private protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        foreach (var fault in GroupSizes.Faults(properties.Get("MinSize").AsInteger(), properties.Get("MaxSize").AsInteger(), properties.Get("DesiredCapacity").AsInteger()))
            yield return fault;
        if (properties.Get(Subnets) is ListValue { Count: > 1 })
            yield return $"Anything other than one {Subnets} is not supported.";
        if (properties.IsGiven(Model, unknown) == properties.IsGiven(ConfigurationName, unknown))
            yield return $"Either '{Model}' or '{ConfigurationName}' must be provided.";
        foreach (var fault in base.Faults(properties, unknown))
            yield return fault;
    }

    private protected override async Task<(MapValue Properties, MapValue Metadata)> ConfigurationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (properties, metadata) = resource.Properties.Text(Model) is { Length: > 0 } model
            ? (await LaunchConfiguration.PropertiesOfAsync(resource.Cloud, model, cancellation), MapValue.Empty)
            : await base.ConfigurationAsync(resource, cancellation);
        return (resource.Properties.Get(Subnets) is ListValue { Count: > 0 } subnets ? properties.With("SubnetId", subnets[0]) : properties, metadata);
    }

    private protected override IEnumerable<Value> Tags(ResourceContext resource) => [.. base.Tags(resource), AwsTags.Of("metering.AutoScalingGroupName", resource.Name)];
}
