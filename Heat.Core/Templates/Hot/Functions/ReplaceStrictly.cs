using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>str_replace_strict</c> — <c>str_replace</c> in which every placeholder has to occur.</summary>
[Function(HotVersions.Dialect, "str_replace_strict", HotVersions.Ocata, Description = "A function for performing string substitutions.")]
internal class ReplaceStrictly(FunctionCall call) : ReplaceWithJson(call)
{
    protected override bool IsStrict => true;
}
