using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A mention of another resource by <c>get_resource</c> or <c>get_attr</c>.</summary>
/// <param name="Resource">The name of the resource that is meant; there need not be one.</param>
/// <param name="Path">Where the mention stands.</param>
public sealed record Reference(string Resource, SourceSpan Span, string Path)
{
    /// <summary>True for <c>get_attr</c>, false for <c>get_resource</c>.</summary>
    public bool IsAttribute { get; init; }

    /// <summary>The attribute asked for; null when all are.</summary>
    public string? Attribute { get; init; }

    /// <summary>What is picked out of the attribute.</summary>
    public IReadOnlyList<Value> AttributePath { get; init; } = [];
}
