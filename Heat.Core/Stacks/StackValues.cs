using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>What expressions see of a stack's resources: what is stored of each. Nothing here calls the cloud.</summary>
internal sealed class StackValues : IResourceValues
{
    private readonly StackDefinition _definition;
    private readonly Func<string, ResourceState?> _current;
    private readonly Func<ResourceState, NestedStackView?> _nested;

    public StackValues(StackDefinition definition, Func<string, ResourceState?> current, Func<ResourceState, NestedStackView?> nested)
    {
        _definition = definition;
        _current = current;
        _nested = nested;
        Scope = definition.Scope(this);
    }

    public TemplateScope Scope { get; }

    public IReadOnlyList<string> AvailabilityZones { get; init; } = IResourceValues.DefaultZones;

    public Value Reference(string resource) =>
        _current(resource) is { } state ? state.Reference ?? (Value?)state.Record.PhysicalId ?? resource : resource;

    public Value Attribute(string resource, string attribute, IReadOnlyList<Value> path)
    {
        if (_current(resource) is not { HasAttributes: true } state)
            return Value.Null;
        if (TypeOf(resource) is NestedStackType type)
            return _nested(state) is { } view ? type.GetAttribute(resource, state.Data, view, attribute, path) : Value.Null;
        return ValuePath.Select(state.Attributes.Get(attribute), path) ?? Value.Null;
    }

    public Value AllAttributes(string resource)
    {
        if (_current(resource) is not { HasAttributes: true } state || TypeOf(resource) is not { } type)
            return Value.Null;
        if (type is NestedStackType nested)
            return _nested(state) is { } view ? nested.AllAttributes(resource, state.Data, view) : Value.Null;
        return Complete(type, state.Attributes);
    }

    public bool HasAttribute(string resource, string attribute) => TypeOf(resource) is not { } type || type.HasAttribute(attribute);

    public Value? Facade(string what) => _definition.Facade?.Named(what);

    /// <summary>Every attribute of the schema but <c>show</c>, those that the type didn't tell as null.</summary>
    internal static MapValue Complete(ResourceType type, MapValue attributes) =>
        MapValue.Create(type.Schema.Attributes.Select(attribute => KeyValuePair.Create(attribute.Name, attributes.Get(attribute.Name))));

    private ResourceType? TypeOf(string resource) => _definition.Resources.GetValueOrDefault(resource)?.Type;
}
