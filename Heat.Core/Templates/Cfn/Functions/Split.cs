using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::Split: [delimiter, text]</c> — the parts of a text.</summary>
[Function(HotVersions.Dialect, "Fn::Split", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function for splitting strings.")]
[Function(CfnVersions.Dialect, "Fn::Split", CfnVersions.Amazon, Description = "A function for splitting strings.")]
internal sealed class Split : Function
{
    private readonly Expression _delimiter;
    private readonly Expression _text;

    public Split(FunctionCall call)
        : base(call)
    {
        var example = $"Incorrect arguments to \"{Name}\" should be: \"{Name}\" : [ \",\", \"str1,str2\"]]";
        var list = Arguments as ListExpression ?? throw TypeError(example);
        (_delimiter, _text) = list.Items is [var delimiter, var text] ? (delimiter, text) : throw ValueError(example);
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var text = _text.Evaluate(scope);
        var delimiter = (_delimiter as Literal)?.Value.AsText() ?? throw TypeError($"Delimiter for {Name} must be string");
        if (text is not TextValue { Text: var whole })
            throw TypeError($"String to split must be string; got <class '{text.KindName}'>");
        return delimiter.Length > 0 ? ListValue.Create(whole.Split(delimiter).Select(part => (Value)part)) : throw ValueError("empty separator");
    }
}
