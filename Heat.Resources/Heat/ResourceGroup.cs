using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::ResourceGroup — so and so many resources of one definition, numbered from 0.</summary>
public sealed class ResourceGroup : NumberedMembers
{
    // The names that were removed stay with the resource under this key, separated by commas, so that no number is used twice.
    private const string RemovedKey = "name_blacklist";
    private const string RefsMap = "refs_map";
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
            Attribute.Map("attributes", "One attribute of every member, by member.").Since("2014.2"),
            Attribute.List("refs", "What the members refer to."),
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

    public override IEnumerable<string> ValidateUpdatePolicy(MapValue policy)
    {
        if (policy.Get("rolling_update").AsMap()?.Get("pause_time") is { } pause && pause.AsNumber() > LongestPause)
            yield return $"Maximum pause_time allowed is 1hr(3600s), provided {ValueText.Plain(pause)} seconds.";
    }

    public override Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult(properties.Get("count").AsInteger() is 0 ? null : GroupTemplate.Content(MapValue.Of(("0", Definition(properties).Of("0")))));

    public override Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation) =>
        Task.FromResult(Contents(resource, existing));

    protected override Value? OwnAttribute(MapValue data, NestedStackView stack, string attribute) => attribute switch
    {
        RefsMap => ByMember(InOrder(stack), stack.MemberReference),
        RemovedList => ListValue.Create(Removed(data.Get(RemovedKey).AsText()).Select(name => (Value)name)),
        _ => null,
    };

    private static IReadOnlyList<NestedStackContent> Contents(ResourceContext resource, NestedStackView? existing)
    {
        var names = new MemberNames(Remove(resource, existing));
        var definition = Definition(resource.Properties);
        var size = (int)resource.Properties.Get("count").AsInteger()!.Value;
        var members = existing is null ? [] : InOrder(existing).Where(names.MayBeUsed).Select(name => GroupMember.Of(existing, name)).ToList();
        var wanted = MapValue.Create(names.First(size).Select(name => KeyValuePair.Create(name, (Value)definition.Of(name))));
        if (PolicyFor(resource, members, definition) is not { } policy)
            return [GroupTemplate.Content(wanted)];
        return GroupTemplate.Series(resource, Stages(members, size, policy, names, definition), wanted, policy.Get("pause_time").AsNumber() ?? 0);
    }

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
            resource.RecordData(RemovedKey, removed.Count == 0 ? null : string.Join(',', removed.OrderBy(Number)));
        return removed;
    }

    /// <summary>A member by its name or by what it refers to. One that was removed before, perhaps by a call of this that was broken off, is still known by its name.</summary>
    private static string? MemberCalled(string nameOrReference, NestedStackView existing, HashSet<string> before) =>
        existing.HasMember(nameOrReference) || before.Contains(nameOrReference)
            ? nameOrReference
            : existing.Members.FirstOrDefault(member => ValueText.Plain(existing.MemberReference(member)) == nameOrReference);

    /// <summary>The update policy that says how to get from these members to the wanted ones; null when that is to happen at once.</summary>
    private static MapValue? PolicyFor(ResourceContext resource, IEnumerable<GroupMember> members, MemberDefinition definition)
    {
        if (resource.PreviousStatus.StartsWith("INIT", StringComparison.Ordinal))
            return resource.UpdatePolicy.Get("batch_create").AsMap();
        return members.Any(member => member.Definition != definition.Of(member.Name)) ? resource.UpdatePolicy.Get("rolling_update").AsMap() : null;
    }

    /// <summary>The members after each batch.</summary>
    private static IEnumerable<MapValue> Stages(IReadOnlyList<GroupMember> members, int size, MapValue policy, MemberNames names, MemberDefinition definition)
    {
        var batchSize = (int)(policy.Get("max_batch_size").AsInteger() ?? 1);
        var minimumInService = (int)(policy.Get("min_in_service").AsInteger() ?? 0);
        var staying = names.First(size).ToHashSet();
        var stage = members.Where(member => member.IsWhole || staying.Contains(member.Name)).ToDictionary(member => member.Name);
        if (stage.Values.Any(member => !member.IsWhole))
            yield return GroupTemplate.Members((stage = Stage(stage, [.. stage.Keys.OrderBy(Number)], renewed: 0, size, definition)).Values);
        var renewed = stage.Values.Count(member => staying.Contains(member.Name) && member.Definition == definition.Of(member.Name));
        foreach (var batch in RollingBatches.Between(stage.Count, size, batchSize, minimumInService, renewed))
            yield return GroupTemplate.Members((stage = Stage(stage, [.. names.First(batch.Capacity)], batch.Renewed, size, definition)).Values);
    }

    /// <summary>
    /// What is new gets the new definition, and so does what isn't whole. Of the others as many as the batch leaves room for follow, the highest numbers first; those that will be gone in the end stay as they are.
    /// </summary>
    private static Dictionary<string, GroupMember> Stage(Dictionary<string, GroupMember> members, IReadOnlyList<string> names, int renewed, int size, MemberDefinition definition)
    {
        var present = names.Select(name => members.TryGetValue(name, out var member) ? member : new GroupMember(name, Value.Null, IsWhole: false)).ToList();
        var room = renewed - present.Count(member => !member.IsWhole);
        var changing = present.Take(size).Reverse()
            .Where(member => member.IsWhole && member.Definition != definition.Of(member.Name))
            .Take(Math.Max(room, 0))
            .ToHashSet();
        return present
            .Select(member => member.IsWhole && !changing.Contains(member) ? member : new GroupMember(member.Name, definition.Of(member.Name), IsWhole: true))
            .ToDictionary(member => member.Name);
    }

    private static MemberDefinition Definition(MapValue properties) =>
        new(properties.Get("resource_def").AsMap() ?? MapValue.Empty, properties.Get("index_var").AsText() ?? "%index%");

    private static string[] Removed(string? names) => names?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The numbers that members may go by.</summary>
    private sealed class MemberNames(HashSet<string> removed)
    {
        public bool MayBeUsed(string name) => !removed.Contains(name);

        public IEnumerable<string> First(int count) => Enumerable.Range(0, count + removed.Count).Select(number => number.ToString(CultureInfo.InvariantCulture)).Where(MayBeUsed).Take(count);
    }
}
