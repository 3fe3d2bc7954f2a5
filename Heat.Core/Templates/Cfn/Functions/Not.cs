using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::Not: [condition]</c> — the opposite.</summary>
[Function(CfnVersions.Dialect, "Fn::Not", CfnVersions.Amazon, Until = CfnVersions.Heat, InConditions = true, Description = "A function that acts as a NOT operator on a condition.")]
internal sealed class Not : Function
{
    private readonly Expression _condition;

    public Not(FunctionCall call)
        : base(call) =>
        _condition = Arguments is ListExpression { Items: [var condition] } ? condition : throw ValueError($"Arguments to \"{Name}\" must be of the form: [condition]");

    protected override Value? Result(IEvaluationScope scope) => !Decision.Of(_condition.Evaluate(scope), scope);
}
