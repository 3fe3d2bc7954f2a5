using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::ResourceGroup — so and so many resources of one definition, numbered from 0.</summary>
public sealed class ResourceGroup : NestedStackType
{
    // The names that were removed stay with the resource under this key, separated by commas, so that no number is used twice.
    private const string RemovedKey = "name_blacklist";
    private const string Refs = "refs";
    private const string RefsMap = "refs_map";
    private const string MemberAttributes = "attributes";
    private const string RemovedList = "removed_rsrc_list";
    private const double LongestPause = 3600;

    public override ResourceSchema Schema { get; } = new("OS::Heat::ResourceGroup")
    {
        Description = "A number of resources that share one definition.",
        Support = SupportStatus.Since("2014.1"),
        Properties =
        [
            Property.Integer("count", "How many members there are.").InRange(0).DefaultsTo(1).Updatable(),
            Property.Text("index_var", "The text that stands for a member's number in its properties.").OfLength(3).DefaultsTo("%index%").Since("2014.2"),
            Property.ListOfMaps("removal_policies", "Which members go first when there are to be fewer, or now.",
                Property.List("resource_list", "Names or references of members.").DefaultsTo(ListValue.Empty)).DefaultsTo(ListValue.Empty).Updatable().Since("2015.1"),
            Property.Text("removal_policies_mode", "Whether removal policies add to the members removed before, or take their place.").OneOf("append", "update").DefaultsTo("append").Updatable().Since("10.0.0"),
            Property.Map("resource_def", "The definition of every member.",
                Property.Map("metadata", "Metadata of every member.").Since("5.0.0"),
                Property.Map("properties", "Properties of every member."),
                Property.Text("type", "The type of every member.").Required()).Required().Updatable(),
        ],
        Attributes =
        [
            Attribute.Map(MemberAttributes, "One attribute of every member, by member.").Since("2014.2"),
            Attribute.List(Refs, "What the members refer to."),
            Attribute.Map(RefsMap, "What the members refer to, by member.").Since("7.0.0"),
            Attribute.List(RemovedList, "The members that were removed.").Since("7.0.0"),
        ],
        UpdatePolicy =
        [
            Property.Map("batch_create", "How the members are made little by little.",
                Property.Integer("max_batch_size", "How many are made at a time.").InRange(1).DefaultsTo(1),
                Property.Number("pause_time", "Seconds between two batches.").InRange(0).DefaultsTo(0)).Since("5.0.0"),
            Property.Map("rolling_update", "How the members are changed little by little.",
                Property.Integer("max_batch_size", "How many change at a time.").InRange(1).DefaultsTo(1),
                Property.Integer("min_in_service", "How many stay in service meanwhile.").InRange(0).DefaultsTo(0),
                Property.Number("pause_time", "Seconds between two batches.").InRange(0).DefaultsTo(0)).Since("5.0.0"),
        ],
    };

    /// <summary>Any attribute of the members is one of the group; <see cref="ValidateAttributes"/> knows better as soon as the members are known.</summary>
    public override bool HasAttribute(string name) => true;

    public override IEnumerable<string> ValidateUpdatePolicy(MapValue policy)
    {
        if (policy.Get("rolling_update").AsMap()?.Get("pause_time") is { } pause && pause.AsNumber() > LongestPause)
            yield return $"Maximum pause_time allowed is 1hr(3600s), provided {ValueText.Plain(pause)} seconds.";
    }

    public override IEnumerable<string> ValidateAttributes(IEnumerable<Reference> asked, Func<string, string, bool> hasAttribute)
    {
        foreach (var reference in asked)
            if (AskedOfMembers(reference) is var (output, attribute) && !hasAttribute("0", attribute))
                yield return $"outputs.{output}[0].get_attr: : The Referenced Attribute (0 {attribute}) is incorrect.";
    }

    public override NestedStackContent? ContentForValidation(string resource, MapValue properties) =>
        properties.Get("count").AsInteger() is 0 ? null : Content(MapValue.Of(("0", Definition(properties).Of("0"))));

    public override IReadOnlyList<NestedStackContent> Contents(ResourceContext resource, NestedStackView? existing)
    {
        var names = new MemberNames(Remove(resource, existing));
        var definition = Definition(resource.Properties);
        var size = (int)resource.Properties.Get("count").AsInteger()!.Value;
        var members = Members(existing, names);
        var wanted = MapValue.Create(names.First(size).Select(name => KeyValuePair.Create(name, (Value)definition.Of(name))));
        if (PolicyFor(resource, members, definition) is not { } policy)
            return [Content(wanted)];

        var pause = policy.Get("pause_time").AsNumber() ?? 0;
        var stages = Stages(members, size, policy, names, definition).ToList();
        CheckDuration(resource, stages.Count, pause);
        var contents = stages.ConvertAll(stage => Content(stage) with { Pause = TimeSpan.FromSeconds(pause) });
        return stages.Count > 0 && stages[^1] == wanted ? contents : [.. contents.SkipLast(1), .. contents.TakeLast(1).Select(last => last with { Pause = TimeSpan.Zero }), Content(wanted)];
    }

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path) => attribute switch
    {
        Refs => Select(ListValue.Create(InOrder(stack).Select(stack.MemberReference)), path),
        RefsMap => Select(ByMember(stack, stack.MemberReference), path),
        RemovedList => Select(ListValue.Create(Removed(data.Get(RemovedKey).AsText()).Select(name => (Value)name)), path),
        MemberAttributes when path.Count == 0 => throw NoSuchAttribute(resource, attribute),
        MemberAttributes => ByMember(stack, name => stack.MemberAttribute(name, ValueText.Plain(path[0]), [.. path.Skip(1)])),
        _ when IsOfMember(attribute) => OfMember(stack, attribute, path, member => new ResourceException("NotFound", $"Member '{member}' not found in group resource '{resource}'.")),
        _ => ListValue.Create(InOrder(stack).Select(name => stack.MemberAttribute(name, attribute, path))),
    };

    public override MapValue AllAttributes(string resource, MapValue data, NestedStackView stack) =>
        MapValue.Create(((string[])[Refs, RefsMap, RemovedList]).Select(name => KeyValuePair.Create(name, GetAttribute(resource, data, stack, name, []))));

    /// <summary>Notes which members are to go from now on.</summary>
    /// <returns>The names that are not to be used.</returns>
    private static HashSet<string> Remove(ResourceContext resource, NestedStackView? existing)
    {
        var before = Removed(resource.Data.GetValueOrDefault(RemovedKey)).ToHashSet();
        if (existing is null)
            return before;
        var startsAnew = resource.Properties.Get("removal_policies_mode").AsText() == "update";
        var named = resource.Properties.Get("removal_policies").Maps()
            .SelectMany(policy => policy.Get("resource_list").AsList() ?? ListValue.Empty)
            .Select(member => MemberCalled(ValueText.Plain(member), existing, before))
            .OfType<string>();
        HashSet<string> removed = [.. startsAnew ? [] : before, .. named];
        if (!removed.SetEquals(before))
            resource.RecordData(RemovedKey, removed.Count == 0 ? null : string.Join(',', removed.OrderBy(MemberNames.Number)));
        return removed;
    }

    /// <summary>A member by its name or by what it refers to. One that was removed before, perhaps by a call of this that was broken off, is still known by its name.</summary>
    private static string? MemberCalled(string nameOrReference, NestedStackView existing, HashSet<string> before) =>
        existing.HasMember(nameOrReference) || before.Contains(nameOrReference)
            ? nameOrReference
            : existing.Members.FirstOrDefault(member => ValueText.Plain(existing.MemberReference(member)) == nameOrReference);

    /// <summary>The update policy that says how to get from these members to the wanted ones; null when that is to happen at once.</summary>
    private static MapValue? PolicyFor(ResourceContext resource, MapValue members, MemberDefinition definition)
    {
        if (resource.PreviousStatus.StartsWith("INIT", StringComparison.Ordinal))
            return resource.UpdatePolicy.Get("batch_create").AsMap();
        return members.Any(member => member.Value != definition.Of(member.Key)) ? resource.UpdatePolicy.Get("rolling_update").AsMap() : null;
    }

    /// <summary>The members after each batch.</summary>
    private static IEnumerable<MapValue> Stages(MapValue members, int size, MapValue policy, MemberNames names, MemberDefinition definition)
    {
        var batchSize = (int)(policy.Get("max_batch_size").AsInteger() ?? 1);
        var minimumInService = (int)(policy.Get("min_in_service").AsInteger() ?? 0);
        foreach (var batch in RollingBatches.Between(members.Count, size, batchSize, minimumInService))
            yield return members = Stage(members, batch, size, names, definition);
    }

    /// <summary>What is new gets the new definition. Of the others as many as the batch leaves room for follow, the highest numbers first; those that will be gone in the end stay as they are.</summary>
    private static MapValue Stage(MapValue members, RollingBatch batch, int size, MemberNames names, MemberDefinition definition)
    {
        var present = names.First(batch.Capacity).ToList();
        var room = batch.Renewed - present.Count(name => !members.ContainsKey(name));
        var changing = present.Take(size).Reverse()
            .Where(name => members.TryGetValue(name, out var old) && old != definition.Of(name))
            .Take(Math.Max(room, 0))
            .ToHashSet();
        return MapValue.Create(present.Select(name => KeyValuePair.Create(name, members.TryGetValue(name, out var old) && !changing.Contains(name) ? old : definition.Of(name))));
    }

    private static void CheckDuration(ResourceContext resource, int batches, double pause)
    {
        if (resource.ActionTimeout is { } timeout && pause * (batches - 1) >= timeout.TotalSeconds)
            throw new ResourceException("ValueError", "The current update policy will result in stack update timeout.");
    }

    private static MapValue Members(NestedStackView? existing, MemberNames names) => MapValue.Create(
        (existing is null ? [] : InOrder(existing)).Where(names.MayBeUsed).Select(name => KeyValuePair.Create(name, existing!.MemberDefinition(name))));

    private static (string Output, string Attribute)? AskedOfMembers(Reference reference) => reference switch
    {
        { Attribute: null or Refs or RefsMap or RemovedList } => null,
        { Attribute: MemberAttributes, AttributePath: [var attribute, ..] } => ($"{string.Join(", ", reference.AttributePath.Prepend(MemberAttributes))}.value", ValueText.Plain(attribute)),
        { Attribute: MemberAttributes } => null,
        { Attribute: var attribute } when IsOfMember(attribute) => null,
        { Attribute: var attribute } => ($"{string.Join(", ", reference.AttributePath.Prepend(attribute))}.Value", attribute),
    };

    private static MemberDefinition Definition(MapValue properties) =>
        new(properties.Get("resource_def").AsMap() ?? MapValue.Empty, properties.Get("index_var").AsText() ?? "%index%");

    private static NestedStackContent Content(MapValue members) => new(GroupTemplate.Of(members), MapValue.Empty);

    private static MapValue ByMember(NestedStackView stack, Func<string, Value> value) => MapValue.Create(InOrder(stack).Select(name => KeyValuePair.Create(name, value(name))));

    private static IEnumerable<string> InOrder(NestedStackView stack) => stack.Members.OrderBy(MemberNames.Number);

    private static string[] Removed(string? names) => names?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static Value Select(Value value, IReadOnlyList<Value> path) => ValuePath.Select(value, path) ?? Value.Null;

    /// <summary>The numbers that members may go by.</summary>
    private sealed class MemberNames(HashSet<string> removed)
    {
        public static long Number(string name) => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

        public bool MayBeUsed(string name) => !removed.Contains(name);

        public IEnumerable<string> First(int count) => Enumerable.Range(0, count + removed.Count).Select(number => number.ToString(CultureInfo.InvariantCulture)).Where(MayBeUsed).Take(count);
    }
}
