using Heat.Core.Resources;

namespace Heat.Resources.Heat.Signals;

/// <summary>OS::Heat::WaitCondition — is complete once its handle has received as many signals of success as it asks for.</summary>
public sealed class WaitCondition : WaitConditionBase
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::WaitCondition")
    {
        Description = "Waits until its handle has received enough signals.",
        Support = SupportStatus.Since("2014.2"),
        Properties =
        [
            Property.Integer("count", "How many signals of success are waited for.").InRange(1).DefaultsTo(1).Updatable(),
            Property.Text("handle", "The handle that receives the signals.").Required(),
            Property.Number("timeout", "How many seconds are waited at most.").InRange(1, 43200).Required(),
        ],
        Attributes =
        [
            Attribute.Text("data", "What the signals brought: a JSON map of data by signal.").Live(),
        ],
    };

    private protected override string HandleProperty => "handle";

    private protected override string TimeoutProperty => "timeout";

    private protected override string CountProperty => "count";

    private protected override string DataAttribute => "data";
}
