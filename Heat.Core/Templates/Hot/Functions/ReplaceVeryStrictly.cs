using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>str_replace_vstrict</c> — <c>str_replace</c> in which every placeholder has to occur and nothing may be replaced with nothing.</summary>
[Function(HotVersions.Dialect, "str_replace_vstrict", HotVersions.Pike, Description = "A function for performing string substitutions.")]
internal sealed class ReplaceVeryStrictly(FunctionCall call) : ReplaceStrictly(call)
{
    protected override string Text(Value value, string placeholder) =>
        value is NullValue or TextValue { Text: "" } or ListValue { Count: 0 } or MapValue { Count: 0 }
            ? throw ValueError($"{Name} has an undefined or empty value for param {placeholder}, must be a defined non-empty value")
            : base.Text(value, placeholder);
}
