using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Resources.Nested;

/// <summary>
/// A resource type whose resources are stacks of their own: a template used as a resource, or a group of like resources. Such a type says what its stack should look like and how attributes are read from it;
/// making, changing and deleting the stack is the engine's work, as part of the operation on the stack that it belongs to.
/// </summary>
public abstract class NestedStackType : ResourceType
{
    /// <summary>The nested stack as the resource's properties want it. For an update that is to go in batches, the steps on the way to it, the last one being the wanted state.</summary>
    /// <param name="existing">The nested stack as it is; null when it is to be created.</param>
    public abstract IReadOnlyList<NestedStackContent> Contents(ResourceContext resource, NestedStackView? existing);

    /// <summary>The nested stack's template for validation, when properties may not be known yet; null when it can't be told.</summary>
    public abstract NestedStackContent? ContentForValidation(string resource, MapValue properties);

    /// <summary>What <c>get_attr</c> gives.</summary>
    public abstract Value Attribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path);

    /// <summary>The attributes that are shown with the resource, and that <c>get_attr</c> without an attribute gives.</summary>
    public virtual MapValue AllAttributes(string resource, MapValue data, NestedStackView stack) =>
        MapValue.Create(Schema.Attributes.Select(attribute => KeyValuePair.Create(attribute.Name, Attribute(resource, data, stack, attribute.Name, []))));

    /// <summary>What <c>get_resource</c> gives.</summary>
    public virtual Value Reference(NestedStackView stack) => stack.Id.ToString();

    public override bool SupportsCheck => true;
}
