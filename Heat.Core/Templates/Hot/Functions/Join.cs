using Heat.Core.Templates.Cfn;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>list_join: [delimiter, [text, …]]</c> — the texts as one, with the delimiter in between.</summary>
[Function(HotVersions.Dialect, "list_join", HotVersions.Icehouse, Until = HotVersions.Liberty, Description = "A function for joining strings.")]
[Function(HotVersions.Dialect, "Fn::Join", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function for joining strings.")]
[Function(CfnVersions.Dialect, "Fn::Join", CfnVersions.Amazon, Description = "A function for joining strings.")]
internal sealed class Join : Function
{
    private readonly Expression _delimiter;
    private readonly Expression _texts;

    public Join(FunctionCall call)
        : base(call)
    {
        var example = $"Incorrect arguments to \"{Name}\" should be: \"{Name}\" : [ \" \", [ \"str1\", \"str2\"]]";
        var list = Arguments as ListExpression ?? throw TypeError(example);
        (_delimiter, _texts) = list.Items is [var delimiter, var texts] ? (delimiter, texts) : throw ValueError(example);
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var texts = _texts.Evaluate(scope) switch
        {
            NullValue => ListValue.Empty,
            ListValue list => list,
            _ => throw TypeError($"\"{Name}\" must operate on a list"),
        };
        var delimiter = _delimiter.Evaluate(scope).AsText() ?? throw TypeError($"\"{Name}\" delimiter must be a string");
        return Joined(delimiter, [.. texts.Select(Text)]);
    }

    private string Text(Value item) => item switch
    {
        NullValue => "",
        TextValue text => text.Text,
        _ => throw TypeError($"Items to join must be strings not {Excerpt.Of(item)}"),
    };
}
