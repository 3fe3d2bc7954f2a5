using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::Replace: [{placeholder: text}, template]</c> — the template with every placeholder replaced, as <c>str_replace</c> does.</summary>
[Function(HotVersions.Dialect, "Fn::Replace", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function for performing string substitutions.")]
[Function(CfnVersions.Dialect, "Fn::Replace", CfnVersions.Amazon, Description = "A function for performing string substitutions.")]
internal sealed class Replace(FunctionCall call) : Hot.Functions.Replace(call, Parsed)
{
    private static (Expression Template, Expression Replacements) Parsed(FunctionCall call)
    {
        var example = $"Incorrect arguments to \"{call.Name}\" should be: {{\"{call.Name}\": [ {{\"$var1\": \"foo\", \"%var2%\": \"bar\"}}, \"$var1 is %var2%\"]}}";
        var list = call.Arguments as ListExpression ?? throw call.TypeError(example);
        return list.Items is [var replacements, var template] ? (template, replacements) : throw call.ValueError(example);
    }
}
