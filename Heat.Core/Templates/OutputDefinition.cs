using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;

namespace Heat.Core.Templates;

/// <summary>A value that a stack tells about itself.</summary>
public sealed record OutputDefinition
{
    public required string Name { get; init; }

    public required Expression Value { get; init; }

    public string? Description { get; init; }

    /// <summary>The condition, or null when there is none. An output whose condition is false is listed without a value.</summary>
    public Expression? Condition { get; init; }

    public SourceSpan Span { get; init; }

    /// <summary>True unless the condition is false.</summary>
    public bool IsEnabled(IEvaluationScope scope) => Condition is null || Decision.Of(Condition.Evaluate(scope), scope);
}
