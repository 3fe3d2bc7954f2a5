using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>A load balancer, whichever service it is of: spreads requests over the members of pools.</summary>
public abstract class BalancerBase<TClient>() : BalancingObject<TClient>("loadbalancers", "loadbalancer")
    where TClient : ServiceClient
{
    private protected static IReadOnlyList<PropertySchema> Common { get; } =
    [
        Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
        Property.Text("description", "What it is for.").DefaultsTo("").Updatable(),
        Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
        Property.Text("tenant_id", "The project that owns it; only administrators choose one.").Satisfying("keystone.project"),
        Property.Text("vip_address", "The address that it listens at; the service chooses one when it is left out.").Satisfying("ip_addr"),
        Property.Text("vip_subnet", "The subnet of that address, by name or id.").Finding("neutron.subnet").Satisfying("neutron.subnet").Required(),
    ];
}
