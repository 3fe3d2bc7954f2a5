using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>A number lies between two bounds, both included; an absent bound is open.</summary>
public sealed record RangeConstraint(double? Minimum, double? Maximum) : Constraint
{
    protected override bool Keeps(Value value) =>
        value.AsNumber() is not { } number || ((Minimum is not { } minimum || number >= minimum) && (Maximum is not { } maximum || number <= maximum));

    protected override string Message(Value value) => $"{ValueText.Plain(value)} is out of range (min: {Bound(Minimum)}, max: {Bound(Maximum)})";

    internal static string Bound(double? bound) =>
        bound is not { } number ? "None" : number == Math.Floor(number) && Math.Abs(number) < 1e15 ? ValueText.Plain((long)number) : ValueText.Number(number);
}
