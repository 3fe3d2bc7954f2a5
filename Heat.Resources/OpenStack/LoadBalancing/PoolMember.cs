using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::PoolMember — one of those that requests are spread over. API: Load Balancer v2, /lbaas/pools/{id}/members.</summary>
public sealed class PoolMember : MemberBase<LoadBalancerClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::PoolMember")
    {
        Description = "One of those that requests are spread over.",
        Support = SupportStatus.Since("10.0.0"),
        Service = "load-balancer",
        Properties =
        [
            .. Common("octavia."),
            Property.Text("monitor_address", "The address to ask about its health, where that is another.").Satisfying("ip_addr"),
            Property.Integer("monitor_port", "The port number to ask about its health, where that is another.").InRange(1, 65535),
            Property.Text("subnet", "The subnet of the address, by name or id.").Finding("neutron.subnet").Satisfying("neutron.subnet"),
            Property.List("tags", "Words to mark it with.").Updatable().Since("13.0.0"),
        ],
    };
}
