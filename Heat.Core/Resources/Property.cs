namespace Heat.Core.Resources;

/// <summary>Makes <see cref="PropertySchema"/>s that read like the documentation of a type.</summary>
public static class Property
{
    public static PropertySchema Text(string name, string description = "") => Of(PropertyKind.Text, name, description);

    public static PropertySchema Integer(string name, string description = "") => Of(PropertyKind.Integer, name, description);

    public static PropertySchema Number(string name, string description = "") => Of(PropertyKind.Number, name, description);

    public static PropertySchema Flag(string name, string description = "") => Of(PropertyKind.Flag, name, description);

    public static PropertySchema Any(string name, string description = "") => Of(PropertyKind.Any, name, description);

    /// <summary>A list; <paramref name="items"/> is the schema of each element, whose own name doesn't matter.</summary>
    public static PropertySchema List(string name, string description = "", PropertySchema? items = null) => Of(PropertyKind.List, name, description) with { Items = items };

    /// <summary>A map with any entries.</summary>
    public static PropertySchema Map(string name, string description = "") => Of(PropertyKind.Map, name, description);

    /// <summary>A map with exactly these entries.</summary>
    public static PropertySchema Map(string name, string description, params IReadOnlyList<PropertySchema> fields) => Of(PropertyKind.Map, name, description) with { Fields = fields };

    /// <summary>A list of maps with exactly these entries.</summary>
    public static PropertySchema ListOfMaps(string name, string description, params IReadOnlyList<PropertySchema> fields) => List(name, description, Map("*", "", fields));

    private static PropertySchema Of(PropertyKind kind, string name, string description) => new() { Name = name, Kind = kind, Description = description };
}
