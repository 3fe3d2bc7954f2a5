using Heat.Core.Resources;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.LoadBalancing;

namespace Heat.Resources.OpenStack.Network.LoadBalancing;

/// <summary>OS::Neutron::LBaaS::LoadBalancer — spreads requests over the members of pools. API: Networking v2.0, /lbaas/loadbalancers.</summary>
public sealed class LoadBalancer : BalancerBase<NetworkClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::LBaaS::LoadBalancer")
    {
        Description = "Spreads requests over the members of pools.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "lbaasv2",
        Properties =
        [
            .. Common,
            Property.Text("provider", "Who makes it.").Satisfying("neutron.lbaas.provider"),
        ],
        Attributes =
        [
            Attribute.List("pools", "The pools.").Since("9.0.0"),
            Attribute.Text("vip_address", "The address that it listens at."),
            Attribute.Text("vip_port_id", "The id of the port of that address."),
            Attribute.Text("vip_subnet_id", "The id of the subnet of that address."),
        ],
    };
}
