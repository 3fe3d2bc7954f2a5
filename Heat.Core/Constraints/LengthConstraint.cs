using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>The length of a text (in characters), list or map lies between two bounds, both included.</summary>
public sealed record LengthConstraint(long? Minimum, long? Maximum) : Constraint
{
    /// <summary>The bounds that there are, by the names that templates use: <c>min</c>, <c>max</c>.</summary>
    public MapValue Bounds => RangeConstraint.BoundsOf(Minimum, Maximum);

    protected override bool Keeps(Value value) =>
        Length(value) is not { } length || ((Minimum is not { } minimum || length >= minimum) && (Maximum is not { } maximum || length <= maximum));

    protected override string Message(Value value) => $"length ({Length(value)}) is out of range (min: {RangeConstraint.Bound(Minimum)}, max: {RangeConstraint.Bound(Maximum)})";

    private static long? Length(Value value) => value switch
    {
        // A character is a code point, as in the reference, not one of the two halves that UTF-16 makes of some.
        TextValue text => CodePoints.Count(text.Text),
        ListValue list => list.Count,
        MapValue map => map.Count,
        _ => null,
    };
}
