using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A map whose values are expressions.</summary>
internal sealed class MapExpression(IReadOnlyDictionary<string, Expression> entries, SourceSpan span, string path) : Expression(span, path)
{
    public IReadOnlyDictionary<string, Expression> Entries { get; } = entries;

    public override Value? EvaluateOptional(IEvaluationScope scope) =>
        MapValue.Create(
            from entry in Entries
            let value = entry.Value.EvaluateOptional(scope)
            where value is not null
            select KeyValuePair.Create(entry.Key, value));

    internal override IEnumerable<Expression> Parts(IEvaluationScope scope) => Entries.Values;

    internal override IEnumerable<Problem> Validate(IEvaluationScope scope, string shown) =>
        Entries.Where(entry => entry.Value is not Literal).SelectMany(entry => entry.Value.Validate(scope, Under(shown, entry.Key)));
}
