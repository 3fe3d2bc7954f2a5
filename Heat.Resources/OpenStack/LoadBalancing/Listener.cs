using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::Listener — a port number at which a load balancer takes requests. API: Load Balancer v2, /lbaas/listeners.</summary>
public sealed class Listener : ListenerBase<LoadBalancerClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::Listener")
    {
        Description = "A port number at which a load balancer takes requests.",
        Support = SupportStatus.Since("10.0.0"),
        Service = "load-balancer",
        Properties =
        [
            .. Common("octavia."),
            Property.List("allowed_cidrs", "The networks that may use it.", Property.Text("*").Satisfying("net_cidr")).Updatable().Since("14.0.0"),
            Property.Text("default_pool", "Where what no policy claims goes, by name or id.").Finding("octavia.pool").Satisfying("octavia.pool").Updatable(),
            Property.Text("protocol", "The protocol.").OneOf("TCP", "HTTP", "HTTPS", "TERMINATED_HTTPS", "PROXY", "UDP").Required(),
        ],
        Attributes =
        [
            Attribute.Text("default_pool_id", "The id of the default pool."),
            Attribute.List("loadbalancers", "The load balancers that it belongs to."),
        ],
    };

    private protected override MapValue ForService(MapValue properties) => base.ForService(properties.Renamed("tenant_id", "project_id"));
}
