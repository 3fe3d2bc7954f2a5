using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::Router — forwards traffic between subnets, and to an outer network. API: Networking v2.0, /routers.</summary>
public sealed class Router() : NeutronResource("routers", "router")
{
    private const string Gateway = "external_gateway_info";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::Router")
    {
        Description = "Forwards traffic between subnets, and to an outer network.",
        Service = "network",
        Extension = "router",
        Properties =
        [
            Property.Flag("admin_state_up", "Whether the router forwards traffic.").DefaultsTo(true).Updatable(),
            Property.List("availability_zone_hints", "The availability zones to prefer.").Updatable().Since("19.0.0"),
            Property.Flag("distributed", "Whether the router is spread over the compute hosts; only administrators choose.").Since("2015.1"),
            Property.Map("external_gateway_info", "The way to an outer network.",
                Property.Flag("enable_snat", "Whether inner addresses are hidden behind the address of the gateway.").Updatable(),
                Property.ListOfMaps("external_fixed_ips", "The addresses of the gateway.",
                    Property.Text("ip_address", "The address.").Satisfying("ip_addr"),
                    Property.Text("subnet", "The subnet, by name or id.").Finding("neutron.subnet").Satisfying("neutron.subnet")).Updatable().Since("6.0.0"),
                Property.Text("network", "The outer network, by name or id.").Finding("neutron.network").Required().Updatable()).Updatable(),
            Property.Flag("ha", "Whether the router has a stand-by; only administrators choose.").Since("2015.1"),
            Property.Text("l3_agent_id", "The old form of l3_agent_ids.").Updatable().Since("2014.1").DeprecatedIn("2015.1").HiddenIn("6.0.0"),
            Property.List("l3_agent_ids", "The agents that serve the router; only administrators choose them.", Property.Text("*")).Updatable().Since("2015.1"),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.List("tags", "Words to mark it with.", Property.Text("*")).Updatable().Since("9.0.0"),
            Property.Map("value_specs", "More fields for the service, passed on as they are.").DefaultsTo(MapValue.Empty).Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("admin_state_up", "Whether it is switched on."),
            Attribute.Map("external_gateway_info", "The way to the outer network, as it is."),
            Attribute.Text("name", "The name."),
            Attribute.Text("status", "The status that the service gives."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };

    protected override bool HasStatus => true;

    /// <summary>The gateway takes an address on the outer network, so its subnets come first.</summary>
    public override IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings) =>
        self.Properties.Get(Gateway) is MapValue gateway ? siblings.SubnetsOn(gateway.Get("network")) : [];

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation)
    {
        if (properties.Text("l3_agent_id") is not { Length: > 0 } agent)
            return ValueTask.FromResult(properties.Without("l3_agent_id"));
        Value[] agents = [.. properties.Get("l3_agent_ids").AsList() ?? ListValue.Empty, agent];
        return ValueTask.FromResult(properties.Without("l3_agent_id").With("l3_agent_ids", ListValue.Create(agents)));
    }

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        if (properties.Is("distributed") && (properties.Has("l3_agent_id") || properties.Has("l3_agent_ids")))
            yield return PropertyRules.Conflict("distributed", "l3_agent_id/l3_agent_ids");
        if (properties.Is("ha") && properties.Is("distributed"))
            yield return PropertyRules.Conflict("distributed", "ha");
        if (!properties.Is("ha") && properties.Get("l3_agent_ids") is ListValue { Count: > 1 })
            yield return "Non HA routers can only have one L3 agent.";
    }

    protected override async Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation)
    {
        if (isUpdate && body.ContainsKey("l3_agent_ids"))
            await ReplaceAgentsAsync(resource, cancellation);
        body = body.Without("l3_agent_ids");
        if (body.Get(Gateway) is not MapValue gateway)
            // The service takes the gateway away when it is told an empty one.
            return body.ContainsKey(Gateway) ? body.With(Gateway, MapValue.Empty) : body;
        gateway = gateway.WithoutNulls().Renamed("network", "network_id").RenamedInEach("external_fixed_ips", "subnet", "subnet_id");
        return body.With(Gateway, gateway);
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Properties.Has("l3_agent_ids"))
            await ReplaceAgentsAsync(resource, cancellation);
        await base.FinishCreationAsync(resource, cancellation);
    }

    private async Task ReplaceAgentsAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var client = Client(resource);
        foreach (var agent in await client.ListAsync(PathOf(resource) + "/l3-agents", "agents", cancellation))
            await client.DeleteAsync($"/agents/{agent.Text("id")}/l3-routers/{resource.PhysicalId}", cancellation);
        foreach (var agent in resource.Properties.Get("l3_agent_ids").Texts())
            await client.PostAsync($"/agents/{ServiceClient.Segment(agent)}/l3-routers", MapValue.Of(("router_id", resource.PhysicalId)), cancellation);
    }
}
