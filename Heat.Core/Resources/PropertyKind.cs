namespace Heat.Core.Resources;

/// <summary>The kind of value that a property, an attribute or a parameter holds.</summary>
public enum PropertyKind
{
    /// <summary>Anything.</summary>
    Any,
    Text,
    Integer,
    Number,
    Flag,
    List,
    Map,
}
