using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A function that gives values, called where only conditions may stand.</summary>
internal sealed class OutOfPlace : Function
{
    public OutOfPlace(FunctionCall call)
        : base(call) => throw ValueError($"The function \"{Name}\" is invalid in this context");

    protected override Value? Result(IEvaluationScope scope) => null;
}
