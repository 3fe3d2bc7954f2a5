using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::QoSMinimumPacketRateRule — how many packets there can be at least. API: Networking v2.0, /qos/policies/{id}/minimum_packet_rate_rules.</summary>
public sealed class QosMinimumPacketRateRule() : QosRule("minimum_packet_rate")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::QoSMinimumPacketRateRule")
    {
        Description = "How many packets there can be at least.",
        Support = SupportStatus.Since("19.0.0"),
        Service = "network",
        Extension = "qos-pps-minimum",
        Properties =
        [
            Direction("any", "egress", "ingress"),
            Property.Integer("min_kpps", "How many are granted, in thousands a second.").InRange(0).Required().Updatable(),
            Policy,
            Owner,
        ],
    };

    public override string Title => "QoSMinimumPacketRateRule";
}
