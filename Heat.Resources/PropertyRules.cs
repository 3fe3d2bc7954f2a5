using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources;

/// <summary>What many types say about properties that depend on each other, in the reference's words.</summary>
internal static class PropertyRules
{
    public static IReadOnlyList<string> None { get; } = [];

    public static string Conflict(params IEnumerable<string> names) => $"Cannot define the following properties at the same time: {string.Join(", ", names)}.";

    public static string Unspecified(params IEnumerable<string> names) => $"At least one of the following properties must be specified: {string.Join(", ", names)}.";

    public static string Dependency(string name, string needed) => $"{name} cannot be specified without {needed}.";

    /// <summary>True when a property holds something: neither null nor an empty text, list or map.</summary>
    public static bool Has(this MapValue properties, string name) => properties.Get(name) switch
    {
        NullValue => false,
        TextValue text => text.Text.Length > 0,
        ListValue list => list.Count > 0,
        MapValue map => map.Count > 0,
        _ => true,
    };

    /// <summary>True when a property is given, be it known already or not.</summary>
    public static bool IsGiven(this MapValue properties, string name, IReadOnlySet<string> unknown) => unknown.Contains(name) || !properties.Get(name).IsNull;

    public static bool Is(this MapValue properties, string name) => properties.Get(name).AsFlag() == true;

    public static string? Text(this MapValue properties, string name) => properties.Get(name).AsText();

    /// <summary>The ids of a service's objects.</summary>
    public static IEnumerable<string> Ids(this IEnumerable<MapValue> objects) => objects.Select(one => one.Text("id")).OfType<string>();

    /// <summary>Moves the value of a property's old name to its present one.</summary>
    public static MapValue Renamed(this MapValue properties, string old, string present)
    {
        var value = properties.Get(old);
        if (value.IsNull)
            return properties.Without(old);
        return properties.Get(present).IsNull
            ? properties.Without(old).With(present, value)
            : throw new ResourceException("ResourcePropertyConflict", $"Cannot use {old} and {present} at the same time.");
    }

    /// <summary>The same for each map of a list.</summary>
    public static MapValue RenamedInEach(this MapValue properties, string list, string old, string present) =>
        properties.Get(list) is ListValue items
            ? properties.With(list, ListValue.Create(items.Select(item => item is MapValue map ? map.Renamed(old, present) : item)))
            : properties;

    /// <summary>The value without its entries that are null, at every depth.</summary>
    public static Value WithoutNulls(this Value value) => value switch
    {
        MapValue map => map.WithoutNulls(),
        ListValue list => ListValue.Create(list.Select(WithoutNulls)),
        _ => value,
    };

    public static MapValue WithoutNulls(this MapValue map) =>
        MapValue.Create(map.Where(entry => !entry.Value.IsNull).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.WithoutNulls())));
}
