using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Yaql;

/// <summary><c>yaql: {expression, data}</c> — a query over data. The query language isn't there, so every use is refused.</summary>
[Function(HotVersions.Dialect, "yaql", HotVersions.Newton, Description = "A function for executing a yaql expression.")]
[Function(HotVersions.Dialect, "yaql", HotVersions.Pike, InConditions = true, Description = "A function for executing a yaql expression.")]
internal sealed class Yaql : Function
{
    public Yaql(FunctionCall call)
        : base(call) => throw ValueError($"The function \"{Name}\" is not supported");

    protected override Value? Result(IEvaluationScope scope) => null;
}
