using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Ref: name</c> — the id of a resource, or else the value of a parameter.</summary>
[Function(HotVersions.Dialect, "Ref", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function for resolving parameters or resource references.")]
[Function(CfnVersions.Dialect, "Ref", CfnVersions.Amazon, Description = "A function for resolving parameters or resource references.")]
internal sealed class Ref(FunctionCall call) : ParameterRef(call)
{
    internal override IEnumerable<Reference> OwnReferences(IEvaluationScope scope)
    {
        var name = Referred(scope);
        return scope.HasResource(name) ? [new Reference(name, Span, Path)] : [];
    }

    protected override Value? Result(IEvaluationScope scope) => Referred(scope) is var name && scope.HasResource(name) ? scope.ResourceReference(name) : base.Result(scope);
}
