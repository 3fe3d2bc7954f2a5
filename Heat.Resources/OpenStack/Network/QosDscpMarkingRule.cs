using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::QoSDscpMarkingRule — a mark that packets get. API: Networking v2.0, /qos/policies/{id}/dscp_marking_rules.</summary>
public sealed class QosDscpMarkingRule() : QosRule("dscp_marking")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::QoSDscpMarkingRule")
    {
        Description = "A mark that packets get.",
        Support = SupportStatus.Since("7.0.0"),
        Service = "network",
        Extension = "qos",
        Properties =
        [
            Property.Integer("dscp_mark", "The mark.").OneOf(0, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 46, 48, 56).Required().Updatable(),
            Policy,
            Owner,
        ],
    };

    public override string Title => "QoSDscpMarkingRule";
}
