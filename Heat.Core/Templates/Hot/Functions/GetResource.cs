using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>get_resource: name</c> — the id by which other services know a resource. Whoever asks has to wait for the resource.</summary>
[Function(HotVersions.Dialect, "get_resource", HotVersions.Icehouse, Description = "A function for resolving resource references.")]
internal sealed class GetResource(FunctionCall call) : Function(call)
{
    internal override IEnumerable<Reference> OwnReferences(IEvaluationScope scope) => [new Reference(ResourceName.Of(Arguments, scope), Span, Path)];

    protected override Value? Result(IEvaluationScope scope) => scope.ResourceReference(ResourceName.Checked(Arguments, scope));
}
