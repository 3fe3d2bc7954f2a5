using Heat.Core.Diagnostics;
using Heat.Core.Templates.Cfn;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>if: [condition, value, other value]</c> — one of two values. The other one doesn't count at all: it isn't even looked at.</summary>
[Function(HotVersions.Dialect, "if", HotVersions.Newton, Until = HotVersions.Wallaby, Description = "A function to return corresponding value based on condition evaluation.")]
[Function(CfnVersions.Dialect, "Fn::If", CfnVersions.Amazon, Until = CfnVersions.Heat, Description = "A function to return corresponding value based on condition evaluation.")]
internal class If : Function
{
    private readonly Expression _condition;
    private readonly Expression _whenTrue;
    private readonly Expression? _whenFalse;

    public If(FunctionCall call)
        : this(call, fewest: 3)
    {
    }

    protected If(FunctionCall call, int fewest)
        : base(call)
    {
        if (call.ArgumentsNode is not SequenceNode { Items: { Count: <= 3 } items } || items.Count < fewest)
            throw ValueError($"Arguments to \"{Name}\" must be of the form: [condition_name, value_if_true, value_if_false]");
        _condition = call.Parser.Conditions.Parse(items[0], Name);
        _whenTrue = call.Parser.Parse(items[1], call.InnerPath);
        _whenFalse = items.Count > 2 ? call.Parser.Parse(items[2], call.InnerPath) : null;
    }

    internal override IEnumerable<Expression> Parts(IEvaluationScope scope)
    {
        try
        {
            return Chosen(scope) is { } chosen ? [chosen] : [];
        }
        catch (EvaluationException)
        {
            // Told as a fault; which parts would count isn't known.
            return [];
        }
    }

    internal override IEnumerable<Problem> Faults(IEvaluationScope scope)
    {
        Problem[] faults = [.. _condition.Faults(scope)];
        if (faults.Length > 0)
            return faults;
        try
        {
            return Chosen(scope)?.Faults(scope) ?? [];
        }
        catch (EvaluationException exception) when (exception.AwaitsParameter)
        {
            return [];
        }
        catch (EvaluationException exception)
        {
            return [exception.Kind == Problem.ValidationFailed ? exception.AsProblem(Span, Path) : Problem.At(Call.InnerPath, exception.Message, Span) with { Path = Path }];
        }
    }

    protected override Value? Result(IEvaluationScope scope) => Chosen(scope)?.EvaluateOptional(scope);

    private Expression? Chosen(IEvaluationScope scope) => Decision.Of(_condition.Evaluate(scope), scope) ? _whenTrue : _whenFalse;
}
