using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A list whose items are expressions.</summary>
internal sealed class ListExpression(IReadOnlyList<Expression> items, SourceSpan span, string path) : Expression(span, path)
{
    public IReadOnlyList<Expression> Items { get; } = items;

    public override Value? EvaluateOptional(IEvaluationScope scope) => ListValue.Create(Items.Select(item => item.EvaluateOptional(scope)).OfType<Value>());

    internal override IEnumerable<Expression> Parts(IEvaluationScope scope) => Items;

    internal override IEnumerable<Problem> Validate(IEvaluationScope scope, string shown) =>
        Items.SelectMany((item, index) => item.Validate(scope, $"{shown}[{index}]"));
}
