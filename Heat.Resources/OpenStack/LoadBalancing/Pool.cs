using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::Pool — members that share the requests of a listener. API: Load Balancer v2, /lbaas/pools.</summary>
public sealed class Pool : PoolBase<LoadBalancerClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::Pool")
    {
        Description = "Members that share the requests of a listener.",
        Support = SupportStatus.Since("10.0.0"),
        Service = "load-balancer",
        Properties =
        [
            .. Common("octavia."),
            Property.Text("lb_algorithm", "How the next member is chosen.").OneOf("ROUND_ROBIN", "LEAST_CONNECTIONS", "SOURCE_IP", "SOURCE_IP_PORT").Required().Updatable(),
            Property.Text("loadbalancer", "The load balancer, by name or id.").Finding("octavia.loadbalancer").Satisfying("octavia.loadbalancer"),
            Property.Text("protocol", "The protocol.").OneOf("TCP", "HTTP", "HTTPS", "TERMINATED_HTTPS", "PROXY", "UDP").Required(),
            Property.Map("session_persistence", "How the requests of one user are kept with one member.",
                Property.Text("cookie_name", "The name of the cookie of the application."),
                Property.Text("type", "What tells a user.").OneOf("SOURCE_IP", "HTTP_COOKIE", "APP_COOKIE").Required()).Updatable(),
            Property.Flag("tls_enabled", "Whether connections to members are encrypted.").DefaultsTo(false).Updatable().Since("14.0.0"),
        ],
        Attributes =
        [
            Attribute.Text("healthmonitor_id", "The id of what looks after the members."),
            Attribute.Text("listeners", "The listeners that send requests to it."),
            Attribute.List("members", "The members.").Live(),
        ],
    };
}
