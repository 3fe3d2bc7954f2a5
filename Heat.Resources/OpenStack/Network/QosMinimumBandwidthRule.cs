using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::QoSMinimumBandwidthRule — how much traffic there can be at least. API: Networking v2.0, /qos/policies/{id}/minimum_bandwidth_rules.</summary>
public sealed class QosMinimumBandwidthRule() : QosRule("minimum_bandwidth")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::QoSMinimumBandwidthRule")
    {
        Description = "How much traffic there can be at least.",
        Support = SupportStatus.Since("14.0.0"),
        Service = "network",
        Extension = "qos-bw-minimum-ingress",
        Properties =
        [
            Direction("egress", "ingress"),
            Property.Integer("min_kbps", "How much is granted, in kilobits a second.").InRange(0).Required().Updatable(),
            Policy,
            Owner,
        ],
    };

    public override string Title => "QoSMinimumBandwidthRule";
}
