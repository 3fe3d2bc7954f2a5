using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>str_replace</c> as it is since 2015-10-15: maps and lists are put in as JSON.</summary>
[Function(HotVersions.Dialect, "str_replace", HotVersions.Liberty, Description = "A function for performing string substitutions.")]
internal class ReplaceWithJson(FunctionCall call) : Replace(call)
{
    protected override string Text(Value value, string placeholder) => value switch
    {
        NullValue => "",
        ListValue or MapValue => ValueText.Json(value, sortKeys: true),
        _ => ValueText.Plain(value),
    };
}
