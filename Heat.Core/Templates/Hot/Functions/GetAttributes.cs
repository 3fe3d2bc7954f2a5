using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>get_attr</c> as it is since 2015-10-15: <c>get_attr: [resource]</c> gives a map of all attributes.</summary>
[Function(HotVersions.Dialect, "get_attr", HotVersions.Liberty, Description = "A function for resolving resource attributes.")]
internal sealed class GetAttributes(FunctionCall call) : GetAttribute(call, fewest: 1)
{
    protected override EvaluationException WrongCount() =>
        ValueError($"Arguments to \"{Name}\" can be of the next forms: [resource_name] or [resource_name, attribute, (path), ...]");
}
