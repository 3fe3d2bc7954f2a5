using Heat.Core.Templates.Expressions;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::GetAtt: [resource, attribute]</c> — an attribute of a resource, as <c>get_attr</c> gives it, but always the whole of it.</summary>
[Function(CfnVersions.Dialect, "Fn::GetAtt", CfnVersions.Amazon, Description = "A function for resolving resource attributes.")]
internal sealed class GetAttribute(FunctionCall call) : Hot.Functions.GetAttribute(call, fewest: 2, most: 2)
{
    protected override EvaluationException WrongCount() => ValueError($"Arguments to \"{Name}\" must be of the form [resource_name, attribute]");

    protected override EvaluationException NotAList() => WrongCount();
}
