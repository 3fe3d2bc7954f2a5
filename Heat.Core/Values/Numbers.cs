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

    /// <summary>A number as people write it: whole ones without a fraction.</summary>
    public static Value Shortest(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e15 ? (Value)(long)number : number;

    public static double AsDouble(Value value) => value switch
    {
        FlagValue flag => flag.Flag ? 1 : 0,
        IntegerValue integer => integer.Number,
        NumberValue number => number.Number,
        _ => throw new ArgumentException($"{value.KindName} is not a number.", nameof(value)),
    };
}
