using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>list_join: [delimiter, list, list, …]</c> — the items of all lists as one text; maps and lists among them are written as JSON.</summary>
[Function(HotVersions.Dialect, "list_join", HotVersions.Liberty, Description = "A function for joining one or more lists of strings.")]
internal sealed class JoinLists : Function
{
    private readonly Expression _delimiter;
    private readonly IReadOnlyList<Expression> _lists;

    public JoinLists(FunctionCall call)
        : base(call)
    {
        var example = $"Incorrect arguments to \"{Name}\" should be: \"{Name}\" : [ \" \", [ \"str1\", \"str2\"] ...]";
        var list = Arguments as ListExpression ?? throw TypeError(example);
        if (list.Items.Count < 2)
            throw ValueError(example);
        _delimiter = list.Items[0];
        _lists = [.. list.Items.Skip(1)];
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        List<Value> items = [];
        foreach (var list in _lists.Select(list => list.EvaluateOptional(scope)).OfType<Value>().Where(list => list.IsTruthy()))
            items.AddRange(list.AsList() ?? throw TypeError($"\"{Name}\" must operate on a list"));
        var delimiter = _delimiter.Evaluate(scope).AsText() ?? throw TypeError($"\"{Name}\" delimiter must be a string");
        return Joined(delimiter, [.. items.Select(Text)]);
    }

    private string Text(Value item) => item switch
    {
        NullValue => "",
        TextValue text => text.Text,
        ListValue or MapValue => ValueText.Json(item),
        _ => throw TypeError($"Items to join must be string, map or list not {Excerpt.Of(item)}"),
    };
}
