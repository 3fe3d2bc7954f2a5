using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::FindInMap: [table, key, inner key]</c> — a value that the section <c>Mappings</c> has.</summary>
[Function(CfnVersions.Dialect, "Fn::FindInMap", CfnVersions.Amazon, Description = "A function for resolving keys in the template mappings.")]
[Function(CfnVersions.Dialect, "Fn::FindInMap", CfnVersions.Amazon, Until = CfnVersions.Heat, InConditions = true, Description = "A function for resolving keys in the template mappings.")]
internal sealed class FindInMap : Function
{
    private readonly IReadOnlyList<Expression> _keys;

    public FindInMap(FunctionCall call)
        : base(call) => _keys = Arguments is ListExpression { Items: { Count: 3 } keys } ? keys : throw NotThree();

    protected override Value? Result(IEvaluationScope scope) => _keys.Aggregate(scope.Mappings, (table, key) => Found(table, key.Evaluate(scope)));

    private Value Found(Value table, Value key)
    {
        if (table is not MapValue map)
            throw TypeError($"\"{Name}\" can't look up {Hot.Functions.Excerpt.Of(key)} in a {table.KindName}");
        return key is TextValue { Text: var text } && map.TryGetValue(text, out var value)
            ? value
            : throw new EvaluationException(EvaluationException.KeyErrorKind, Hot.Functions.Excerpt.Of(key));
    }

    private EvaluationException NotThree() => (Arguments, Call.ArgumentsNode.ToValue()) switch
    {
        (ListExpression { Items.Count: var count }, _) => WrongCount(count),
        (MapExpression { Entries.Count: var count }, _) => WrongCount(count),
        // A text counts as the list of its characters.
        (Literal, TextValue { Text: var text }) => WrongCount(text.Length),
        (_, var value) => TypeError($"cannot unpack non-iterable {value.KindName} object"),
    };

    private EvaluationException WrongCount(int count) =>
        Call.KeyError(count < 3 ? $"not enough values to unpack (expected 3, got {count})" : "too many values to unpack (expected 3)");
}
