using Heat.Core.Resources;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.LoadBalancing;

namespace Heat.Resources.OpenStack.Network.LoadBalancing;

/// <summary>OS::Neutron::LBaaS::L7Rule — what a request has to be like for a policy. API: Networking v2.0, /lbaas/l7policies/{id}/rules.</summary>
public sealed class L7Rule : RuleBase<NetworkClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::LBaaS::L7Rule")
    {
        Description = "What a request has to be like for a policy.",
        Support = SupportStatus.Since("7.0.0"),
        Service = "network",
        Extension = "lbaasv2",
        Properties =
        [
            .. Common,
            Property.Text("l7policy", "The policy, by name or id.").Finding("neutron.lbaas.l7policy").Required(),
        ],
    };
}
