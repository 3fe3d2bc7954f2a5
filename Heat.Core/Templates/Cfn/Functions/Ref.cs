using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Ref: name</c> — the id of a resource, or else the value of a parameter.</summary>
[Function(HotVersions.Key, "Ref", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function for resolving parameters or resource references.")]
internal sealed class Ref : Function
{
    public Ref(FunctionCall call)
        : base(call)
    {
        if (Arguments is ListExpression or MapExpression)
            throw TypeError($"unhashable type: '{call.ArgumentsNode.KindName}'");
    }

    internal override IEnumerable<Reference> OwnReferences(IEvaluationScope scope)
    {
        var name = ValueText.Plain(Argument(scope));
        return scope.HasResource(name) ? [new Reference(name, Span, Path)] : [];
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var name = ValueText.Plain(Argument(scope));
        try
        {
            return scope.HasResource(name) ? scope.ResourceReference(name) : scope.Parameter(name);
        }
        catch (EvaluationException exception) when (exception is { Kind: EvaluationException.MissingParameterKind, AwaitsParameter: false })
        {
            throw EvaluationException.UnknownReference(name, "unknown");
        }
    }
}
