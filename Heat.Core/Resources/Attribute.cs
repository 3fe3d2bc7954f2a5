namespace Heat.Core.Resources;

/// <summary>Makes <see cref="AttributeSchema"/>s that read like the documentation of a type.</summary>
public static class Attribute
{
    public static AttributeSchema Text(string name, string description = "") => new(name, PropertyKind.Text, description);

    public static AttributeSchema Integer(string name, string description = "") => new(name, PropertyKind.Integer, description);

    public static AttributeSchema Number(string name, string description = "") => new(name, PropertyKind.Number, description);

    public static AttributeSchema Flag(string name, string description = "") => new(name, PropertyKind.Flag, description);

    public static AttributeSchema List(string name, string description = "") => new(name, PropertyKind.List, description);

    public static AttributeSchema Map(string name, string description = "") => new(name, PropertyKind.Map, description);

    /// <summary>An attribute whose kind isn't fixed.</summary>
    public static AttributeSchema Any(string name, string description = "") => new(name, null, description);
}
