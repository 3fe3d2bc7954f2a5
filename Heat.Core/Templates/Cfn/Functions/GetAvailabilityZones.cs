using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::GetAZs: region</c> — the cloud's availability zones; there is only one region.</summary>
[Function(HotVersions.Key, "Fn::GetAZs", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function for retrieving the availability zones.")]
internal sealed class GetAvailabilityZones(FunctionCall call) : Function(call)
{
    protected override Value? Result(IEvaluationScope scope) => scope.AvailabilityZones();
}
