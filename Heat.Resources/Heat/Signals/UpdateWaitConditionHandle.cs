using Heat.Core.Resources;
using Heat.Resources.Aws.CloudFormation;

namespace Heat.Resources.Heat.Signals;

/// <summary>OS::Heat::UpdateWaitConditionHandle — as AWS::CloudFormation::WaitConditionHandle, but each update of the stack makes a new one, so that a wait condition waits again.</summary>
public sealed class UpdateWaitConditionHandle : AwsWaitConditionHandle
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::UpdateWaitConditionHandle")
    {
        Description = "Receives signals at a signed address that is a new one after each update of the stack.",
        Support = SupportStatus.Since("2014.1"),
    };

    public override bool IsRenewedByUpdates => true;
}
