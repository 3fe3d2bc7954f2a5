using Heat.Core.Values;

namespace Heat.Core.Resources.Nested;

/// <summary>A nested stack whose template is no longer among the files: it can still be looked at and deleted.</summary>
internal sealed class OrphanedNestedStack(string fileName) : NestedStackType
{
    public override ResourceSchema Schema { get; } = new(fileName) { HasShow = false, TakesAnything = true };

    public override IReadOnlyList<NestedStackContent> Contents(ResourceContext resource, NestedStackView? existing) =>
        throw new ResourceException("NotFound", $"Could not fetch remote template \"{Schema.Type}\": it is not among the files of the stack.");

    public override NestedStackContent? ContentForValidation(string resource, MapValue properties) => null;

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path) =>
        stack.Outputs.Contains(attribute) ? ValuePath.Select(stack.Output(attribute), path) ?? Value.Null : Value.Null;
}
