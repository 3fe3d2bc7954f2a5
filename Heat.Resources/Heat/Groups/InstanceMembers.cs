using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Values;
using Heat.Resources.Aws;
using Heat.Resources.Aws.AutoScaling;

namespace Heat.Resources.Heat.Groups;

/// <summary>Groups of instances as a launch configuration describes them.</summary>
public abstract class InstanceMembers : ScalingGroup
{
    private protected const string ConfigurationName = "LaunchConfigurationName";
    private const string LoadBalancers = "LoadBalancerNames";
    private const string InstanceList = "InstanceList";
    private const string Pause = "PauseTime";
    private const int LongestPause = 3600;

    // A name of its own, so that an environment can have members of groups be something else than other instances.
    private const string MemberType = "OS::Heat::ScaledResource";
    private static readonly MapValue s_memberTypes = MapValue.Of((MemberType, "AWS::EC2::Instance"));

    /// <summary>The entry of the update policy that says how instances are renewed little by little.</summary>
    private protected abstract string PolicyName { get; }

    private protected static PropertySchema Configuration { get; } = Property.Text(ConfigurationName, "The launch configuration.").Updatable();

    private protected static IReadOnlyList<PropertySchema> CommonProperties { get; } =
    [
        Property.List("AvailabilityZones", "Has no effect.").Required(),
        Property.List(LoadBalancers, "The load balancers that know the instances."),
        AwsTags.Schema,
    ];

    private protected static IReadOnlyList<AttributeSchema> CommonAttributes { get; } = [Attribute.Text(InstanceList, "The addresses of the instances, with commas between them.")];

    private protected static PropertySchema RollingUpdate(string name) => Property.Map(name, "How instances get a new launch configuration little by little.",
        Property.Integer("MaxBatchSize", "How many change at a time.").DefaultsTo(1),
        Property.Integer("MinInstancesInService", "How many stay in service meanwhile.").DefaultsTo(0),
        Property.Text(Pause, "How long to wait between two batches, such as PT1M.").DefaultsTo("PT0S"));

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([.. Faults(properties, unknown)]);

    public override IEnumerable<string> ValidateUpdatePolicy(MapValue policy)
    {
        if (policy.Get(PolicyName).AsMap()?.Text(Pause) is not { } pause)
            yield break;
        if (IsoDuration.Seconds(pause) is not { } seconds)
            yield return IsoDuration.Fault;
        else if (seconds > LongestPause)
            yield return $"Maximum {Pause} is 1 hour.";
    }

    public override async Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation) =>
        [.. (await base.ContentsAsync(resource, existing, cancellation)).Select(WithMemberTypes)];

    public override async Task<NestedStackContent> ContentOfSizeAsync(ResourceContext resource, NestedStackView stack, int size, CancellationToken cancellation) =>
        WithMemberTypes(await base.ContentOfSizeAsync(resource, stack, size, cancellation));

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path)
    {
        if (attribute != InstanceList)
            throw NoSuchAttribute(resource, attribute);
        var addresses = ScaledMembers.InService(stack).Select(name => ValueText.Plain(stack.MemberAttribute(name, "PublicIp", []))).ToList();
        return addresses.Count > 0 ? string.Join(',', addresses) : Value.Null;
    }

    protected override async Task<Value> DefinitionAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (properties, metadata) = await ConfigurationAsync(resource, cancellation);
        var definition = MapValue.Of(("type", MemberType), ("properties", properties.With(AwsTags.Name, ListValue.Create(Tags(resource)))));
        return metadata.Count > 0 ? definition.With("metadata", metadata) : definition;
    }

    /// <summary>What a launch configuration says isn't known before it is there.</summary>
    protected override Value? DefinitionForValidation(MapValue properties) => null;

    private protected override RollingPolicy? PolicyOf(ResourceContext resource) => resource.UpdatePolicy.Get(PolicyName) is not MapValue policy ? null : new RollingPolicy(
        (int)(policy.Get("MaxBatchSize").AsInteger() ?? 1),
        (int)(policy.Get("MinInstancesInService").AsInteger() ?? 0),
        IsoDuration.Seconds(policy.Text(Pause) ?? "") ?? 0);

    private protected virtual IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        if (!unknown.Contains(ConfigurationName) && properties.Text(ConfigurationName) is { Length: > 0 } written)
            yield return $"{ConfigurationName} ({written}) requires a reference to the configuration not just the name of the resource.";
        foreach (var name in properties.Get(LoadBalancers).Texts())
            yield return $"Unsupported resource '{name}' in {LoadBalancers}";
    }

    private protected virtual async Task<(MapValue Properties, MapValue Metadata)> ConfigurationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var reference = resource.Properties.Get(ConfigurationName);
        return await resource.FindSiblingAsync(reference, cancellation) is { } sibling && LaunchConfiguration.Read(sibling) is { } properties
            ? (properties, sibling.Metadata)
            : throw new ResourceException("ValueError", $"{ConfigurationName} ({ValueText.Plain(reference)}) reference can not be found.");
    }

    /// <summary>The tags of the members: the author's, and one by which meters know the group unless the author has one.</summary>
    private protected virtual IEnumerable<Value> Tags(ResourceContext resource)
    {
        var given = resource.Properties.Get(AwsTags.Name).Maps().ToList();
        return given.Any(tag => tag.Text("Key")?.StartsWith("metering.", StringComparison.Ordinal) == true) ? given : [.. given, AwsTags.Of("metering.groupname", resource.Name)];
    }

    private static NestedStackContent WithMemberTypes(NestedStackContent content) => content with { Registry = s_memberTypes };
}
