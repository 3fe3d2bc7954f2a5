using System.Collections.Immutable;

namespace Heat.Tests.Simulation;

/// <summary>
/// What a user expects of a stack: after each request, the states that it may come to rest in and, for each of them, the template in force and the sizes of its groups. It knows nothing of how the engine works.
/// </summary>
internal sealed record Model
{
    private const string CreateComplete = "CREATE_COMPLETE";
    private const string UpdateComplete = "UPDATE_COMPLETE";
    private const string UpdateFailed = "UPDATE_FAILED";
    private const string RollbackComplete = "ROLLBACK_COMPLETE";
    private const string RollbackFailed = "ROLLBACK_FAILED";

    /// <summary>The states that the stack may be in.</summary>
    public ImmutableHashSet<string> States { get; private init; } = [];

    public Blueprint InForce { get; private init; } = Blueprint.Of();

    /// <summary>What the stack goes back to.</summary>
    private Blueprint Before { get; init; } = Blueprint.Of();

    /// <summary>The last template that the stack was whole with.</summary>
    private Blueprint LastWhole => IsWhole ? InForce : Before;

    /// <summary>True when the stack is as its template says, so far as is known.</summary>
    private bool IsWhole { get; init; }

    /// <summary>True while a request may be under way.</summary>
    private bool IsUnderWay { get; init; }

    /// <summary>What is known of the sizes of scaled groups, by name.</summary>
    private ImmutableDictionary<string, SizeRange> Sizes { get; init; } = ImmutableDictionary<string, SizeRange>.Empty;

    public static Model Created(Blueprint blueprint) => new()
    {
        States = [CreateComplete],
        InForce = blueprint,
        IsUnderWay = true,
        Sizes = blueprint.Parts.Where(IsScaled).ToImmutableDictionary(part => part.Name, part => SizeRange.Exactly(InitialSize(part.Group!))),
    };

    public Model Updated(Blueprint blueprint, bool rollsBack) => this with
    {
        States = blueprint.IsSound ? [UpdateComplete] : rollsBack ? [UpdateComplete, UpdateFailed, RollbackComplete, RollbackFailed] : [UpdateComplete, UpdateFailed],
        InForce = blueprint,
        Before = LastWhole,
        IsWhole = false,
        IsUnderWay = true,
        Sizes = blueprint.Parts.Where(IsScaled).ToImmutableDictionary(part => part.Name, SizeAfterUpdate),
    };

    /// <summary>What a policy asks for, while nothing else is under way.</summary>
    public Model Scaled(string name, int change) => InForce.Parts.FirstOrDefault(part => part.Name == name) is { Group: { IsScaled: true } group } part
        ? this with { Sizes = Sizes.SetItem(name, IsWhole && !part.IsBroken ? Sizes[name].Moved(change, group) : SizeRange.Within(group)) }
        : this;

    /// <summary>An update is given up, unless it is over already.</summary>
    public Model Cancelled() => !IsUnderWay || !States.Contains(UpdateComplete) ? this : this with { States = States.Union([RollbackComplete, RollbackFailed]) };

    /// <summary>The model once the stack has come to rest in one of the states.</summary>
    public Model Seen(string state) => state switch
    {
        RollbackComplete when IsUnderWay => this with { States = [state], InForce = Before, IsWhole = true, IsUnderWay = false, Sizes = Unknown(Before) },
        CreateComplete or UpdateComplete or RollbackComplete => this with { States = [state], IsWhole = true, IsUnderWay = false },
        _ => this with { States = [state], IsWhole = false, IsUnderWay = false, Sizes = Unknown(InForce) },
    };

    public SizeRange SizeOf(Part part) => Sizes.TryGetValue(part.Name, out var known) ? known : SizeRange.Within(part.Group!);

    private static ImmutableDictionary<string, SizeRange> Unknown(Blueprint blueprint) =>
        blueprint.Parts.Where(IsScaled).ToImmutableDictionary(part => part.Name, part => SizeRange.Within(part.Group!));

    /// <summary>An update that changes a group brings it to the size that it gives, or else leaves its size within the new bounds. What a group uses may change it too.</summary>
    private SizeRange SizeAfterUpdate(Part part)
    {
        var group = part.Group!;
        if (!IsWhole)
            return SizeRange.Within(group);
        if (InForce.Parts.FirstOrDefault(known => known.Name == part.Name) is not { Group.IsScaled: true } before)
            return SizeRange.Exactly(InitialSize(group));
        var kept = Sizes[part.Name].Moved(0, group);
        if (group.Wanted is not { } wanted)
            return kept;
        if (before.ToString() != part.ToString())
            return SizeRange.Exactly(wanted);
        return part.Uses.Count + part.StandsOn.Count == 0 ? kept : kept.Or(SizeRange.Exactly(wanted));
    }

    private static int InitialSize(GroupSize group) => group.Wanted ?? group.Minimum;

    private static bool IsScaled(Part part) => part.Group is { IsScaled: true };
}
