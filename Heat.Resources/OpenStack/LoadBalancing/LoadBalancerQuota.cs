using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::Quota — how much of the load balancing service a project may have. API: Load Balancer v2, /lbaas/quotas.</summary>
public sealed class LoadBalancerQuota() : QuotaResource<LoadBalancerClient>("/lbaas/quotas", "quota")
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::Quota")
    {
        Description = "How much of the load balancing service a project may have.",
        Support = SupportStatus.Since("14.0.0"),
        Service = "load-balancer",
        Properties =
        [
            Limit("healthmonitor", "Health monitors."),
            Limit("listener", "Listeners."),
            Limit("loadbalancer", "Load balancers."),
            Limit("member", "Members of pools."),
            Limit("pool", "Pools."),
            Of,
        ],
    };

    public override string Title => "OctaviaQuota";
}
