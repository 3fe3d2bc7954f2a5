using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::GetAZs: region</c> — the cloud's availability zones; there is only one region.</summary>
[Function(HotVersions.Dialect, GetAvailabilityZones.FunctionName, HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function for retrieving the availability zones.")]
[Function(CfnVersions.Dialect, GetAvailabilityZones.FunctionName, CfnVersions.Amazon, Description = "A function for retrieving the availability zones.")]
internal sealed class GetAvailabilityZones(FunctionCall call) : Function(call)
{
    public const string FunctionName = "Fn::GetAZs";

    protected override Value? Result(IEvaluationScope scope) => scope.AvailabilityZones();
}
