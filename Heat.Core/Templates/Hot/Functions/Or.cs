using Heat.Core.Templates.Cfn;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>or: [condition, condition, …]</c> — whether one holds.</summary>
[Function(HotVersions.Dialect, "or", HotVersions.Newton, InConditions = true, Description = "A function that acts as an OR operator on conditions.")]
[Function(CfnVersions.Dialect, "Fn::Or", CfnVersions.Amazon, Until = CfnVersions.Heat, InConditions = true, Description = "A function that acts as an OR operator on conditions.")]
internal sealed class Or(FunctionCall call) : Junction(call)
{
    protected override Value? Result(IEvaluationScope scope) => Decisions(scope).Any(holds => holds);
}
