namespace Heat.Core.Values;

/// <summary>Flags, integers and fractions compare with each other by their numeric value, as in the reference implementation.</summary>
internal static class Numbers
{
    public static bool AreEqual(Value left, Value? right) => (left, right) switch
    {
        (IntegerValue a, IntegerValue b) => a.Number == b.Number,
        (_, FlagValue or IntegerValue or NumberValue) => AsDouble(left).Equals(AsDouble(right)),
        _ => false,
    };

    public static double AsDouble(Value value) => value switch
    {
        FlagValue flag => flag.Flag ? 1 : 0,
        IntegerValue integer => integer.Number,
        NumberValue number => number.Number,
        _ => throw new ArgumentException($"{value.KindName} is not a number.", nameof(value)),
    };
}
