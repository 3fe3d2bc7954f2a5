using Heat.Core.Values;

namespace Heat.Core.Resources.Nested;

/// <summary>A nested stack whose template is no longer among the files: it can still be looked at and deleted.</summary>
internal sealed class OrphanedNestedStack(string fileName) : NestedStackType
{
    public override ResourceSchema Schema { get; } = new(fileName) { HasShow = false, TakesAnything = true };

    public override Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation) =>
        throw new ResourceException("NotFound", $"Could not fetch remote template \"{Schema.Type}\": it is not among the files of the stack.");

    public override Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<NestedStackContent?>(null);

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path) =>
        stack.Outputs.Contains(attribute) ? Select(stack.Output(attribute), path) : Value.Null;
}
