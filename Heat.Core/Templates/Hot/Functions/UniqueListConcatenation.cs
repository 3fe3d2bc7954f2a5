using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>list_concat_unique</c> — <c>list_concat</c> without repetitions; the first of equal items stays.</summary>
[Function(HotVersions.Dialect, "list_concat_unique", HotVersions.Pike, Description = "A function for extending lists with unique items.")]
internal sealed class UniqueListConcatenation(FunctionCall call) : ListConcatenation(call)
{
    protected override IEnumerable<Value> Collected(IEnumerable<Value> items) => items.Distinct();
}
