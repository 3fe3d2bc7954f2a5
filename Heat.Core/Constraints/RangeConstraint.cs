using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>A number lies between two bounds, both included; an absent bound is open.</summary>
public sealed record RangeConstraint(double? Minimum, double? Maximum) : Constraint
{
    /// <summary>The bounds that there are, by the names that templates use: <c>min</c>, <c>max</c>.</summary>
    public MapValue Bounds => BoundsOf(Minimum, Maximum);

    protected override bool Keeps(Value value) =>
        value.AsNumber() is not { } number || ((Minimum is not { } minimum || number >= minimum) && (Maximum is not { } maximum || number <= maximum));

    protected override string Message(Value value) => $"{ValueText.Plain(value)} is out of range (min: {Bound(Minimum)}, max: {Bound(Maximum)})";

    internal static string Bound(double? bound) => bound is { } number ? ValueText.Plain(Numbers.Shortest(number)) : "None";

    internal static MapValue BoundsOf(double? minimum, double? maximum) => MapValue.Create(
        from bound in ((string Name, double? Number)[])[("min", minimum), ("max", maximum)]
        where bound.Number.HasValue
        select KeyValuePair.Create(bound.Name, Numbers.Shortest(bound.Number.GetValueOrDefault())));
}
