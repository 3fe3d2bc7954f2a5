using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Groups;

/// <summary>The members of a scaling group, those first that are to be renewed, or to go, first: what isn't in service, and then the oldest.</summary>
internal sealed class ScaledMembers
{
    private readonly IReadOnlyList<GroupMember> _members;

    private ScaledMembers(IReadOnlyList<GroupMember> members) => _members = members;

    public int Count => _members.Count;

    public static ScaledMembers None { get; } = new([]);

    public static ScaledMembers Of(NestedStackView? stack) => stack is null ? None : new(
    [
        .. stack.Members.Select(name => GroupMember.Of(stack, name))
            .OrderBy(member => member.IsWhole)
            .ThenBy(member => stack.MemberCreatedAt(member.Name))
            .ThenBy(member => member.Name, StringComparer.Ordinal),
    ]);

    /// <summary>The names of the members that didn't fail, the oldest first.</summary>
    public static IReadOnlyList<string> InService(NestedStackView stack) =>
    [
        .. stack.Members.Where(name => !stack.MemberState(name).EndsWith("_FAILED", StringComparison.Ordinal))
            .OrderBy(stack.MemberCreatedAt)
            .ThenBy(name => name, StringComparer.Ordinal),
    ];

    public bool AllHave(Value definition) => _members.All(member => member.Definition == definition);

    public MapValue ToResources() => GroupTemplate.Members(_members);

    /// <summary>So many members: the first go, or new ones are added. Those that stay are left as they are.</summary>
    public ScaledMembers Resized(int size, Value definition) => new(
    [
        .. _members.TakeLast(size),
        .. Enumerable.Range(0, Math.Max(size - Count, 0)).Select(_ => new GroupMember(ShortId.From(Guid.NewGuid()), definition, IsWhole: true)),
    ]);

    /// <summary>The same members, each with a definition.</summary>
    public ScaledMembers AllWith(Value definition) => new([.. _members.Select(member => member with { Definition = definition, IsWhole = true })]);

    /// <summary>The members after each batch by which all of them get a new definition. What isn't whole is mended first, as far as it is to stay.</summary>
    public IEnumerable<ScaledMembers> Renewed(int target, Value definition, int batchSize, int minimumInService)
    {
        var stage = WithoutBroken(Count - target);
        if (stage._members.Any(member => !member.IsWhole))
            yield return stage = stage.After(new RollingBatch(stage.Count, Renewed: 0), definition);
        var renewed = Math.Min(target, stage._members.Count(member => member.Definition == definition));
        foreach (var batch in RollingBatches.Between(stage.Count, target, batchSize, minimumInService, renewed))
            yield return stage = stage.After(batch, definition);
    }

    private ScaledMembers WithoutBroken(int atMost) => new([.. _members.Where(member => !member.IsWhole).Skip(atMost), .. _members.Where(member => member.IsWhole)]);

    /// <summary>What isn't whole gets the new definition, what is new has it, and as many others get it as the batch leaves room for. Those that don't have it are the first to go.</summary>
    private ScaledMembers After(RollingBatch batch, Value definition)
    {
        var ordered = new ScaledMembers([.. _members.OrderBy(member => member.IsWhole).ThenBy(member => member.Definition == definition)]);
        var sized = ordered.Resized(batch.Capacity, definition)._members;
        var room = batch.Renewed - Math.Max(batch.Capacity - Count, 0) - sized.Count(member => !member.IsWhole);
        var changing = sized.Where(member => member.IsWhole && member.Definition != definition).Take(Math.Max(room, 0)).ToHashSet();
        return new([.. sized.Select(member => member.IsWhole && !changing.Contains(member) ? member : member with { Definition = definition, IsWhole = true })]);
    }
}
