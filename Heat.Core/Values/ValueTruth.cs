namespace Heat.Core.Values;

/// <summary>Whether a value counts as something: nothing, false, zero and whatever is empty do not, as in the reference implementation.</summary>
internal static class ValueTruth
{
    public static bool IsTruthy(this Value value) => value switch
    {
        NullValue => false,
        FlagValue flag => flag.Flag,
        IntegerValue integer => integer.Number != 0,
        NumberValue number => number.Number != 0,
        TextValue text => text.Text.Length > 0,
        ListValue list => list.Count > 0,
        MapValue map => map.Count > 0,
        _ => true,
    };
}
