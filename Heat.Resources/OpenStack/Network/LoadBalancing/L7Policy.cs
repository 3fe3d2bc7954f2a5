using Heat.Core.Resources;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.LoadBalancing;

namespace Heat.Resources.OpenStack.Network.LoadBalancing;

/// <summary>OS::Neutron::LBaaS::L7Policy — what happens to the requests that match its rules. API: Networking v2.0, /lbaas/l7policies.</summary>
public sealed class L7Policy : PolicyBase<NetworkClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::LBaaS::L7Policy")
    {
        Description = "What happens to the requests that match its rules.",
        Support = SupportStatus.Since("7.0.0"),
        Service = "network",
        Extension = "lbaasv2",
        Properties = Common("neutron.lbaas."),
        Attributes = [Attribute.List("rules", "The rules.")],
    };
}
