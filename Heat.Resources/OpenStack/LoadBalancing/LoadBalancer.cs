using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::LoadBalancer — spreads requests over the members of pools. API: Load Balancer v2, /lbaas/loadbalancers.</summary>
public sealed class LoadBalancer : BalancerBase<LoadBalancerClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::LoadBalancer")
    {
        Description = "Spreads requests over the members of pools.",
        Support = SupportStatus.Since("10.0.0"),
        Service = "load-balancer",
        Properties =
        [
            .. Common,
            Property.Text("availability_zone", "The availability zone that it is made in.").Since("17.0.0"),
            Property.Text("flavor", "The flavor, by name or id.").Finding("octavia.flavor").Satisfying("octavia.flavor").Since("14.0.0"),
            Property.Text("provider", "Who makes it."),
        ],
        Attributes =
        [
            Attribute.Text("flavor_id", "The id of the flavor."),
            Attribute.List("pools", "The pools."),
            Attribute.Text("vip_address", "The address that it listens at."),
            Attribute.Text("vip_port_id", "The id of the port of that address."),
            Attribute.Text("vip_subnet_id", "The id of the subnet of that address."),
        ],
    };

    private protected override MapValue ForService(MapValue properties) => base.ForService(properties.Renamed("tenant_id", "project_id"));
}
