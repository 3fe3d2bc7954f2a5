using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::QoSBandwidthLimitRule — a limit to how much traffic there is. API: Networking v2.0, /qos/policies/{id}/bandwidth_limit_rules.</summary>
public sealed class QosBandwidthLimitRule() : QosRule("bandwidth_limit")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::QoSBandwidthLimitRule")
    {
        Description = "A limit to how much traffic there is.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "qos",
        Properties =
        [
            Direction("egress", "ingress").Since("13.0.0"),
            Property.Integer("max_burst_kbps", "The limit for a moment, in kilobits; 0 for what the service holds right.").InRange(0).DefaultsTo(0).Updatable(),
            Property.Integer("max_kbps", "The limit, in kilobits a second.").InRange(0).Required().Updatable(),
            Policy,
            Owner,
        ],
    };

    public override string Title => "QoSBandwidthLimitRule";
}
