using Heat.Core.Resources;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Aws.CloudFormation;

/// <summary>AWS::CloudFormation::WaitCondition — is complete once its handle has received as many signals of success as it asks for.</summary>
public sealed class AwsWaitCondition : WaitConditionBase
{
    public override ResourceSchema Schema { get; } = new("AWS::CloudFormation::WaitCondition")
    {
        Description = "Waits until its handle has received enough signals.",
        Support = SupportStatus.Since("2014.1"),
        Properties =
        [
            Property.Integer("Count", "How many signals of success are waited for.").InRange(1).DefaultsTo(1).Updatable(),
            Property.Text("Handle", "The handle that receives the signals.").Required(),
            Property.Integer("Timeout", "How many seconds are waited at most.").InRange(1, 43200).Required(),
        ],
        Attributes =
        [
            Attribute.Text("Data", "What the signals brought: a JSON map of data by signal.").Live(),
        ],
    };

    private protected override string HandleProperty => "Handle";

    private protected override string TimeoutProperty => "Timeout";

    private protected override string CountProperty => "Count";

    private protected override string DataAttribute => "Data";
}
