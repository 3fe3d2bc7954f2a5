using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>get_file: name</c> — the content of a file that was sent with the template.</summary>
[Function(HotVersions.Dialect, "get_file", HotVersions.Icehouse, Description = "A function for including a file inline.")]
internal sealed class GetFile(FunctionCall call) : Function(call)
{
    protected override Value? Result(IEvaluationScope scope)
    {
        var name = Argument(scope).AsText() ?? throw TypeError($"Argument to \"{Name}\" must be a string");
        return scope.File(name) ?? throw ValueError($"No content found in the \"files\" section for {Name} path: {name}");
    }
}
