using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::Base64: text</c> — the text as it is: clients and the cloud take care of its encoding.</summary>
[Function(HotVersions.Dialect, "Fn::Base64", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A placeholder function for converting to base64.")]
[Function(CfnVersions.Dialect, "Fn::Base64", CfnVersions.Amazon, Description = "A placeholder function for converting to base64.")]
internal sealed class Base64(FunctionCall call) : Function(call)
{
    protected override Value? Result(IEvaluationScope scope) => Argument(scope) as TextValue ?? throw TypeError($"\"{Name}\" argument must be a string");
}
