using Heat.Core.Templates.Cfn;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>and: [condition, condition, …]</c> — whether all hold.</summary>
[Function(HotVersions.Dialect, "and", HotVersions.Newton, InConditions = true, Description = "A function that acts as an AND operator on conditions.")]
[Function(CfnVersions.Dialect, "Fn::And", CfnVersions.Amazon, Until = CfnVersions.Heat, InConditions = true, Description = "A function that acts as an AND operator on conditions.")]
internal sealed class And(FunctionCall call) : Junction(call)
{
    protected override Value? Result(IEvaluationScope scope) => Decisions(scope).All(holds => holds);
}
