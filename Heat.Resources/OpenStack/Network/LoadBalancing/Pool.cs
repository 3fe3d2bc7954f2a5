using Heat.Core.Resources;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.LoadBalancing;

namespace Heat.Resources.OpenStack.Network.LoadBalancing;

/// <summary>OS::Neutron::LBaaS::Pool — members that share the requests of a listener. API: Networking v2.0, /lbaas/pools.</summary>
public sealed class Pool : PoolBase<NetworkClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::LBaaS::Pool")
    {
        Description = "Members that share the requests of a listener.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "lbaasv2",
        Properties =
        [
            .. Common("neutron.lbaas."),
            Property.Text("lb_algorithm", "How the next member is chosen.").OneOf("ROUND_ROBIN", "LEAST_CONNECTIONS", "SOURCE_IP").Required().Updatable(),
            Property.Text("loadbalancer", "The load balancer, by name or id.").Finding("neutron.lbaas.loadbalancer").Satisfying("neutron.lbaas.loadbalancer").Since("9.0.0"),
            Property.Text("protocol", "The protocol.").OneOf("TCP", "HTTP", "HTTPS").Required(),
            Property.Map("session_persistence", "How the requests of one user are kept with one member.",
                Property.Text("cookie_name", "The name of the cookie of the application."),
                Property.Text("type", "What tells a user.").OneOf("SOURCE_IP", "HTTP_COOKIE", "APP_COOKIE").Required()),
        ],
        Attributes =
        [
            Attribute.Text("healthmonitor_id", "The id of what looks after the members."),
            Attribute.Text("listeners", "The listeners that send requests to it."),
            Attribute.List("members", "The members.").Live(),
        ],
    };
}
