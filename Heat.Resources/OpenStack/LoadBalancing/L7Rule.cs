using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::L7Rule — what a request has to be like for a policy. API: Load Balancer v2, /lbaas/l7policies/{id}/rules.</summary>
public sealed class L7Rule : RuleBase<LoadBalancerClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::L7Rule")
    {
        Description = "What a request has to be like for a policy.",
        Support = SupportStatus.Since("10.0.0"),
        Service = "load-balancer",
        Properties =
        [
            .. Common,
            Property.Text("l7policy", "The policy, by name or id.").Finding("octavia.l7policy").Satisfying("octavia.l7policy").Required(),
        ],
    };
}
