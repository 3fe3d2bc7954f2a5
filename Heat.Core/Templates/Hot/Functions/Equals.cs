using Heat.Core.Templates.Cfn;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>equals: [value, value]</c> — whether two values are the same. A number and its text are not.</summary>
[Function(HotVersions.Dialect, "equals", HotVersions.Newton, InConditions = true, Description = "A function for comparing whether two values are equal.")]
[Function(CfnVersions.Dialect, "Fn::Equals", CfnVersions.Amazon, Until = CfnVersions.Heat, InConditions = true, Description = "A function for comparing whether two values are equal.")]
internal sealed class Equals : Function
{
    private readonly Expression _left;
    private readonly Expression _right;

    public Equals(FunctionCall call)
        : base(call) =>
        (_left, _right) = Arguments is ListExpression { Items: [var left, var right] }
            ? (left, right)
            : throw ValueError($"Arguments to \"{Name}\" must be of the form: [value_1, value_2]");

    protected override Value? Result(IEvaluationScope scope) => _left.Evaluate(scope) == _right.Evaluate(scope);
}
