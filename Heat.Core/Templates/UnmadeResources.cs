using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>Resources before any of them is made: a reference reads as the name of the resource, an attribute as nothing. What is known of their types may be told.</summary>
public sealed record UnmadeResources : IResourceValues
{
    private static readonly IReadOnlyList<string> s_none = [];

    /// <summary>Nothing is known but the template.</summary>
    public static UnmadeResources Unknown { get; } = new();

    /// <summary>Whether a resource, by its name, has an attribute; without it, every attribute may be there.</summary>
    public Func<string, string, bool> Has { get; init; } = (_, _) => true;

    /// <summary>The attributes of a resource that can be named.</summary>
    public Func<string, IEnumerable<string>> Names { get; init; } = _ => s_none;

    /// <summary>What is known of the resource that stands for the stack.</summary>
    public Func<string, Value?> FacadeOf { get; init; } = _ => null;

    public IReadOnlyList<string> AvailabilityZones { get; init; } = IResourceValues.DefaultZones;

    public Value Reference(string resource) => resource;

    public Value Attribute(string resource, string attribute, IReadOnlyList<Value> path) => Value.Null;

    public Value AllAttributes(string resource) => Value.Null;

    public bool HasAttribute(string resource, string attribute) => Has(resource, attribute);

    public IEnumerable<string> AttributeNames(string resource) => Names(resource);

    public Value? Facade(string what) => FacadeOf(what);
}
