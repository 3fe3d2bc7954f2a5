using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::AutoScalingGroup — resources of one definition, as many as policies want within bounds.</summary>
public sealed class AutoScalingGroup : ScalingGroup
{
    private const string CurrentSize = "current_size";
    private const string MemberOutputs = "outputs";
    private const string MemberOutputsList = "outputs_list";
    private const string Refs = "refs";
    private const string RefsMap = "refs_map";

    public override ResourceSchema Schema { get; } = new("OS::Heat::AutoScalingGroup")
    {
        Description = "Resources that share one definition, as many as scaling policies want.",
        Support = SupportStatus.Since("2014.1"),
        Properties =
        [
            Property.Integer("cooldown", "Seconds between two changes of the size.").Updatable(),
            Property.Integer("desired_capacity", "How many members there are until a policy changes that.").Updatable(),
            Property.Integer("max_size", "How many members there are at most.").InRange(0).Required().Updatable(),
            Property.Integer("min_size", "How many members there are at least.").InRange(0).Required().Updatable(),
            Property.Map("resource", "The definition of every member, as a template has it.").Required().Updatable(),
            Property.Map("rolling_updates", "How the members get a new definition little by little.",
                    Property.Integer("max_batch_size", "How many change at a time.").InRange(1).DefaultsTo(1),
                    Property.Integer("min_in_service", "How many stay in service meanwhile.").InRange(0).DefaultsTo(0),
                    Property.Number("pause_time", "Seconds between two batches.").InRange(0).DefaultsTo(0))
                .DefaultsTo(MapValue.Of(("min_in_service", 0), ("max_batch_size", 1), ("pause_time", 0))).Updatable(),
        ],
        Attributes =
        [
            Attribute.Integer(CurrentSize, "How many members there are.").Since("2015.1"),
            Attribute.Map(MemberOutputs, "One attribute of every member, by member.").Since("2014.2"),
            Attribute.List(MemberOutputsList, "One attribute of every member.").Since("2014.2"),
            Attribute.List(Refs, "What the members refer to.").Since("7.0.0"),
            Attribute.Map(RefsMap, "What the members refer to, by member.").Since("7.0.0"),
        ],
    };

    public override bool HasAttribute(string name) => base.HasAttribute(name) || IsOfMember(name);

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(
            [.. GroupSizes.Faults(properties.Get("min_size").AsInteger(), properties.Get("max_size").AsInteger(), properties.Get("desired_capacity").AsInteger())]);

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path)
    {
        var members = ScaledMembers.InService(stack);
        return attribute switch
        {
            CurrentSize => members.Count,
            Refs => Select(ListValue.Create(members.Select(stack.MemberReference)), path),
            RefsMap => Select(ByMember(members, stack.MemberReference), path),
            MemberOutputs when path.Count > 0 => ByMember(members, name => AttributeOf(stack, name, path)),
            MemberOutputsList when path.Count > 0 => ListValue.Create(members.Select(name => AttributeOf(stack, name, path))),
            _ when IsOfMember(attribute) => OfMemberAt(resource, stack, members, attribute, path),
            _ => throw NoSuchAttribute(resource, attribute),
        };
    }

    public override MapValue AllAttributes(string resource, MapValue data, NestedStackView stack) =>
        MapValue.Create(((string[])[CurrentSize, Refs, RefsMap]).Select(name => KeyValuePair.Create(name, GetAttribute(resource, data, stack, name, []))));

    protected override Task<Value> DefinitionAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(resource.Properties.Get("resource"));

    protected override Value? DefinitionForValidation(MapValue properties) => properties.Get("max_size").AsInteger() is 0 ? null : properties.Get("resource").AsMap();

    protected override long? WantedSize(MapValue properties) => properties.Get("desired_capacity").AsInteger();

    protected override (int Minimum, int Maximum) Bounds(MapValue properties) => ((int)properties.Get("min_size").AsInteger()!.Value, (int)properties.Get("max_size").AsInteger()!.Value);

    protected override double? Cooldown(MapValue properties) => properties.Get("cooldown").AsNumber();

    private protected override RollingPolicy? PolicyOf(ResourceContext resource)
    {
        var policy = resource.Properties.Get("rolling_updates").AsMap() ?? MapValue.Empty;
        return new RollingPolicy((int)(policy.Get("max_batch_size").AsInteger() ?? 1), (int)(policy.Get("min_in_service").AsInteger() ?? 0), policy.Get("pause_time").AsNumber() ?? 0);
    }

    /// <summary>Members have no names that an author could know, so they are meant by their place.</summary>
    private static Value OfMemberAt(string resource, NestedStackView stack, IReadOnlyList<string> members, string attribute, IReadOnlyList<Value> path)
    {
        var (place, named) = MemberMeant(attribute);
        if (!int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= members.Count)
            throw new ResourceException("NotFound", $"Member '{place}' not found in group resource '{resource}'.");
        return OfMember(stack, members[index], named, path);
    }
}
