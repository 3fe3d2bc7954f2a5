using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A call of a function that can't be made sense of. It only matters when it is used: not in the branch of an <c>if</c> that isn't chosen.</summary>
internal sealed class FaultyCall(FunctionCall call, EvaluationException fault) : Expression(call.Span, call.Path)
{
    public override Value? EvaluateOptional(IEvaluationScope scope) => throw EvaluationException.At(call.InnerPath, fault);

    internal override IEnumerable<Expression> Parts(IEvaluationScope scope) => call.ParsedArguments is { } arguments ? [arguments] : [];

    internal override IEnumerable<Problem> Faults(IEvaluationScope scope) =>
        base.Faults(scope).Append(Problem.At(call.InnerPath, fault.Message, Span) with { Path = Path });

    internal override IEnumerable<Problem> Validate(IEvaluationScope scope, string shown) => [];
}
