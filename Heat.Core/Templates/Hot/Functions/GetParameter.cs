using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>get_param: name</c> or <c>get_param: [name, key, …]</c> — the value of a parameter or a part of it; a part that isn't there is the empty text.</summary>
[Function(HotVersions.Dialect, "get_param", HotVersions.Icehouse, Description = "A function for resolving parameter references.")]
[Function(HotVersions.Dialect, "get_param", HotVersions.Newton, InConditions = true, Description = "A function for resolving parameter references.")]
internal sealed class GetParameter(FunctionCall call) : Function(call)
{
    protected override Value? Result(IEvaluationScope scope)
    {
        var argument = Argument(scope);
        if (!argument.IsTruthy())
            throw ValueError($"Function \"{Name}\" must have arguments");
        var (name, path) = argument switch
        {
            TextValue => (argument, (IEnumerable<Value>)[]),
            ListValue list => (list[0], list.Skip(1)),
            _ => throw TypeError($"Argument to \"{Name}\" must be string or list"),
        };
        var text = name.AsText() ?? throw TypeError($"Parameter name in \"{Name}\" must be string");
        return ValuePath.Select(scope.Parameter(text), path, readsIndices: true) ?? "";
    }
}
