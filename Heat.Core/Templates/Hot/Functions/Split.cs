using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>str_split: [delimiter, text, index]</c> — the parts of a text, or one of them.</summary>
[Function(HotVersions.Dialect, "str_split", HotVersions.Liberty, Description = "A function for splitting delimited strings into a list.")]
internal sealed class Split : Function
{
    public Split(FunctionCall call)
        : base(call)
    {
        if (Arguments is MapExpression or Literal { Value: TextValue })
            throw TypeError(Example("arguments"));
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        if (Argument(scope) is not ListValue { Count: >= 2 } arguments)
            throw ValueError(Example("arguments"));
        if (arguments[1].IsNull)
            return Value.Null;
        var text = arguments[1].AsText() ?? throw TypeError($"'{arguments[1].KindName}' object has no attribute 'split'");
        var parts = Parts(text, arguments[0]);
        return arguments.Count > 2 ? Part(parts, arguments[2]) : ListValue.Create(parts.Select(part => (Value)part));
    }

    private string[] Parts(string text, Value delimiter) => delimiter switch
    {
        NullValue => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        TextValue { Text: "" } => throw ValueError("empty separator"),
        TextValue separator => text.Split(separator.Text),
        _ => throw TypeError($"must be str or None, not {delimiter.KindName}"),
    };

    private Value Part(string[] parts, Value place)
    {
        var index = place switch
        {
            TextValue text => NumberText.TryInteger(text.Text, out var number) ? number.AsInteger() : null,
            FlagValue flag => flag.Flag ? 1 : 0,
            _ => place.AsInteger() ?? throw TypeError(IntegerReading.NotANumber(place)),
        };
        if (index is not { } found)
            throw ValueError(Example("index"));
        found = found < 0 ? found + parts.Length : found;
        return found >= 0 && found < parts.Length ? parts[found] : throw ValueError($"Incorrect index to \"{Name}\" should be between 0 and {parts.Length - 1}");
    }

    private string Example(string what) => $"Incorrect {what} to \"{Name}\" should be: \"{Name}\" : [ \",\", \"apples,pears\", <index>]";
}
