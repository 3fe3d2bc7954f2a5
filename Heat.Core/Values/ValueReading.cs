namespace Heat.Core.Values;

/// <summary>Reading values whose kind is known from a schema. A value of another kind reads as absent.</summary>
public static class ValueReading
{
    public static string? AsText(this Value value) => (value as TextValue)?.Text;

    public static long? AsInteger(this Value value) => value switch
    {
        IntegerValue integer => integer.Number,
        NumberValue number => (long)number.Number,
        _ => null,
    };

    public static double? AsNumber(this Value value) => value switch
    {
        IntegerValue integer => integer.Number,
        NumberValue number => number.Number,
        _ => null,
    };

    public static bool? AsFlag(this Value value) => (value as FlagValue)?.Flag;

    public static ListValue? AsList(this Value value) => value as ListValue;

    public static MapValue? AsMap(this Value value) => value as MapValue;

    /// <summary>The entries of a map that are texts.</summary>
    public static IReadOnlyDictionary<string, string> TextEntries(this MapValue map) =>
        map.Where(entry => entry.Value is TextValue).ToDictionary(entry => entry.Key, entry => ((TextValue)entry.Value).Text);

    /// <summary>The texts of a list; a value that is no list reads as no texts.</summary>
    public static IEnumerable<string> Texts(this Value value) => value.AsList()?.Select(item => item.AsText()).OfType<string>() ?? [];

    /// <summary>The maps of a list; a value that is no list reads as no maps.</summary>
    public static IEnumerable<MapValue> Maps(this Value value) => value.AsList()?.OfType<MapValue>() ?? [];
}
