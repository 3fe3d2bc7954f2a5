using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::Net — a virtual network. API: Networking v2.0, /networks.</summary>
public sealed class Net() : NeutronResource("networks", "network")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::Net")
    {
        Description = "A virtual network.",
        Service = "network",
        Properties =
        [
            Property.Flag("admin_state_up", "Whether the network forwards traffic.").DefaultsTo(true).Updatable(),
            Property.List("availability_zone_hints", "The availability zones to prefer.").Since("19.0.0"),
            Property.List("dhcp_agent_ids", "The DHCP agents that serve the network; only administrators choose them.").Updatable(),
            Property.Text("dns_domain", "The domain of its names.").Satisfying("dns_domain").Updatable().Since("7.0.0"),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Flag("port_security_enabled", "Whether ports are guarded against traffic that is not theirs.").Updatable().Since("5.0.0"),
            Property.Text("qos_policy", "The quality-of-service policy.").Finding("neutron.qos_policy").Satisfying("neutron.qos_policy").Updatable().Since("6.0.0"),
            Property.Flag("shared", "Whether other projects may use it.").DefaultsTo(false).Updatable(),
            Property.List("tags", "Words to mark it with.", Property.Text("*")).Updatable().Since("9.0.0"),
            Property.Text("tenant_id", "The project that owns it; only administrators choose one."),
            Property.Map("value_specs", "More fields for the service, passed on as they are.").DefaultsTo(MapValue.Empty).Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("admin_state_up", "Whether it is switched on."),
            Attribute.Flag("l2_adjacency", "Whether all of its ports can reach each other on layer 2.").Since("9.0.0"),
            Attribute.Integer("mtu", "The largest packet that it carries, in bytes.").Since("5.0.0"),
            Attribute.Text("name", "The name."),
            Attribute.Flag("port_security_enabled", "Whether its ports are guarded by default.").Since("5.0.0"),
            Attribute.Text("qos_policy_id", "The quality-of-service policy.").Since("6.0.0"),
            Attribute.List("segments", "Its segments.").Since("11.0.0"),
            Attribute.Text("status", "The status that the service gives."),
            Attribute.List("subnets", "The ids of its subnets."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };

    protected override bool HasStatus => true;

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["qos_policy"] = "qos_policy_id" };

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        await NetworkSegments.AddedToAsync(await base.ReadAttributesAsync(resource, cancellation), resource, cancellation);

    protected override async Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation)
    {
        if (isUpdate && body.ContainsKey("dhcp_agent_ids"))
            await ReplaceAgentsAsync(resource, cancellation);
        return body.Without("dhcp_agent_ids");
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Properties.Has("dhcp_agent_ids"))
            await ReplaceAgentsAsync(resource, cancellation);
        await base.FinishCreationAsync(resource, cancellation);
    }

    private async Task ReplaceAgentsAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var client = Client(resource);
        var wanted = resource.Properties.Get("dhcp_agent_ids").Texts().ToHashSet();
        var present = (await client.ListAsync(PathOf(resource) + "/dhcp-agents", "agents", cancellation)).Ids().ToHashSet();
        foreach (var agent in wanted.Except(present))
            await BearingAsync(FailureNature.Conflict, () => client.PostAsync($"/agents/{ServiceClient.Segment(agent)}/dhcp-networks", MapValue.Of(("network_id", resource.PhysicalId)), cancellation));
        foreach (var agent in present.Except(wanted))
            await Absence.IgnoreAsync(() => BearingAsync(FailureNature.Conflict, () => client.DeleteAsync($"/agents/{ServiceClient.Segment(agent)}/dhcp-networks/{resource.PhysicalId}", cancellation)));
    }

    /// <summary>Agents come and go by the service's own doing, so what is wanted may be the case already.</summary>
    private static async Task BearingAsync(FailureNature nature, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (CloudException borne) when (borne.Nature == nature)
        {
            // The network is (or isn't) at this agent already.
        }
    }
}
