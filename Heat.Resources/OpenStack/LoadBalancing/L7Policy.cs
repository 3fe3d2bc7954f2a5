using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::L7Policy — what happens to the requests that match its rules. API: Load Balancer v2, /lbaas/l7policies.</summary>
public sealed class L7Policy : PolicyBase<LoadBalancerClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::L7Policy")
    {
        Description = "What happens to the requests that match its rules.",
        Support = SupportStatus.Since("10.0.0"),
        Service = "load-balancer",
        Properties = Common("octavia."),
        Attributes = [Attribute.List("rules", "The rules.")],
    };
}
