using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>The answers while there is nothing but the template: every resource is still to come.</summary>
public sealed class NoResourceValues : IResourceValues
{
    public static NoResourceValues Instance { get; } = new();

    public Value Reference(string resource) => resource;

    public Value Attribute(string resource, string attribute, IReadOnlyList<Value> path) => Value.Null;

    public Value AllAttributes(string resource) => Value.Null;

    public bool HasAttribute(string resource, string attribute) => true;

    public Value? Facade(string what) => null;
}
