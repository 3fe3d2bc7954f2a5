using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>contains: [value, list or text]</c> — whether the value is in it.</summary>
[Function(HotVersions.Dialect, "contains", HotVersions.Pike, Description = "A function for checking whether specific value is in sequence.")]
[Function(HotVersions.Dialect, "contains", HotVersions.Pike, InConditions = true, Description = "A function for checking whether specific value is in sequence.")]
internal sealed class Contains : Function
{
    private readonly Expression _value;
    private readonly Expression _sequence;

    public Contains(FunctionCall call)
        : base(call)
    {
        if (Arguments is not ListExpression { Items: { Count: > 0 } items })
            throw TypeError($"Incorrect arguments to \"{Name}\" should be: \"{Name}\" : [ \"value1\", [ \"value1\", \"value2\"]]");
        (_value, _sequence) = items is [var value, var sequence] ? (value, sequence) : throw ValueError($"Arguments to \"{Name}\" must be of the form: [value1, [value1, value2]]");
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var value = _value.Evaluate(scope);
        return _sequence.Evaluate(scope) switch
        {
            ListValue list => list.Contains(value),
            TextValue text when value is TextValue part => text.Text.Contains(part.Text, StringComparison.Ordinal),
            TextValue => throw TypeError($"'in <string>' requires string as left operand, not {value.KindName}"),
            _ => throw TypeError($"Second argument to \"{Name}\" should be a sequence."),
        };
    }
}
