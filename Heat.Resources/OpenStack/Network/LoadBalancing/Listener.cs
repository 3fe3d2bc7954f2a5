using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.LoadBalancing;

namespace Heat.Resources.OpenStack.Network.LoadBalancing;

/// <summary>OS::Neutron::LBaaS::Listener — a port number at which a load balancer takes requests. API: Networking v2.0, /lbaas/listeners.</summary>
public sealed class Listener : ListenerBase<NetworkClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::LBaaS::Listener")
    {
        Description = "A port number at which a load balancer takes requests.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "lbaasv2",
        Properties =
        [
            .. Common("neutron.lbaas."),
            Property.Text("default_pool", "Where what no policy claims goes, by name or id.").Finding("neutron.lbaas.pool").Satisfying("neutron.lbaas.pool").Updatable().Since("9.0.0"),
            Property.Text("protocol", "The protocol.").OneOf("TCP", "HTTP", "HTTPS", "TERMINATED_HTTPS").Required(),
        ],
        Attributes =
        [
            Attribute.Text("default_pool_id", "The id of the default pool."),
            Attribute.List("loadbalancers", "The load balancers that it belongs to."),
        ],
    };

    private protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown) => properties.IsGiven("loadbalancer", unknown) || properties.IsGiven("default_pool", unknown)
        ? base.Faults(properties, unknown)
        : [PropertyRules.Unspecified("loadbalancer", "default_pool"), .. base.Faults(properties, unknown)];
}
