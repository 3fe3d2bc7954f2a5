using Heat.Core.Resources;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.LoadBalancing;

namespace Heat.Resources.OpenStack.Network.LoadBalancing;

/// <summary>OS::Neutron::LBaaS::PoolMember — one of those that requests are spread over. API: Networking v2.0, /lbaas/pools/{id}/members.</summary>
public sealed class PoolMember : MemberBase<NetworkClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::LBaaS::PoolMember")
    {
        Description = "One of those that requests are spread over.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "lbaasv2",
        Properties =
        [
            .. Common("neutron.lbaas."),
            Property.Text("subnet", "The subnet of the address, by name or id.").Finding("neutron.subnet").Satisfying("neutron.subnet").Required(),
        ],
        Attributes =
        [
            Attribute.Text("address", "The address of the member."),
            Attribute.Text("pool_id", "The id of the pool."),
        ],
    };
}
