using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A value that stands in the template as it is.</summary>
internal sealed class Literal(Value value, SourceSpan span, string path) : Expression(span, path)
{
    public Value Value { get; } = value;

    public override Value? EvaluateOptional(IEvaluationScope scope) => Value;

    internal override IEnumerable<Expression> Parts(IEvaluationScope scope) => [];

    internal override IEnumerable<Problem> Faults(IEvaluationScope scope) => [];

    internal override IEnumerable<Problem> Validate(IEvaluationScope scope, string shown) => [];
}
