using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Ref: name</c> in a condition — the value of a parameter. Which resources there are isn't known before conditions are.</summary>
[Function(CfnVersions.Dialect, "Ref", CfnVersions.Amazon, Until = CfnVersions.Heat, InConditions = true, Description = "A function for resolving parameter references.")]
internal class ParameterRef : Function
{
    public ParameterRef(FunctionCall call)
        : base(call)
    {
        if (Arguments is ListExpression or MapExpression)
            throw TypeError($"unhashable type: '{call.ArgumentsNode.KindName}'");
    }

    protected string Referred(IEvaluationScope scope) => ValueText.Plain(Argument(scope));

    protected override Value? Result(IEvaluationScope scope)
    {
        var name = Referred(scope);
        try
        {
            return scope.Parameter(name);
        }
        catch (EvaluationException exception) when (exception is { Kind: EvaluationException.MissingParameterKind, AwaitsParameter: false })
        {
            throw EvaluationException.UnknownReference(name, "unknown", exception.Fix);
        }
    }
}
