using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>not: condition</c> — the opposite.</summary>
[Function(HotVersions.Dialect, "not", HotVersions.Newton, InConditions = true, Description = "A function that acts as a NOT operator on a condition.")]
internal sealed class Not : Function
{
    public Not(FunctionCall call)
        : base(call)
    {
        if (Arguments is Literal { Value.IsNull: true })
            throw ValueError($"Argument to \"{Name}\" must be a condition");
    }

    protected override Value? Result(IEvaluationScope scope) => !Decision.Of(Argument(scope), scope);
}
