using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>/v2.0/networks.</summary>
internal sealed class NetworksApi(NetworkTables tables) : NetworkCollection<VirtualNetwork>(tables, tables.Networks, "network", "networks")
{
    private readonly SegmentBook _segments = new(tables);

    private static readonly HashSet<string> s_updatable =
        ["admin_state_up", "shared", "router:external", "is_default", "port_security_enabled", "mtu", "dns_domain", "qos_policy_id",
         "provider:network_type", "provider:physical_network", "provider:segmentation_id"];

    protected override IReadOnlySet<string> Creatable { get; } = new HashSet<string>(s_updatable) { "availability_zone_hints", "vlan_transparent", "segments" };

    protected override IReadOnlySet<string> Updatable => s_updatable;

    protected override IReadOnlySet<string> Privileged { get; } =
        new HashSet<string> { "shared", "router:external", "is_default", "provider:network_type", "provider:physical_network", "provider:segmentation_id", "segments" };

    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Get($"{Path}/{{id}}/dhcp-agents", _ => CloudReply.Ok("agents", new JsonArray()));
    }

    public override CloudFaultException Missing(string? id) => NetworkFaults.NotFound("Network", "NetworkNotFound", id);

    protected override bool Shows(VirtualNetwork item, Caller caller) => item.Shared || item.External || caller.Owns(item.ProjectId);

    protected override IEnumerable<VirtualNetwork> Candidates(CloudRequest request) => Table.All;

    protected override VirtualNetwork Complete(VirtualNetwork draft, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        if (draft.ProviderNetworkType is { } type && type is not ("flat" or "vlan" or "vxlan" or "gre" or "geneve" or "local"))
            throw NetworkFaults.Operation($"network_type value '{type}' not supported");
        var network = draft with
        {
            ProviderNetworkType = draft.ProviderNetworkType ?? "vxlan",
            ProviderSegmentationId = draft.ProviderSegmentationId ?? (draft.ProviderNetworkType is null ? 1 + (Math.Abs(draft.Id.GetHashCode(StringComparison.Ordinal)) % 65000) : null),
        };
        _segments.Keep(network, transaction);
        return network;
    }

    protected override VirtualNetwork Change(VirtualNetwork before, VirtualNetwork after, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        if (after.ProviderNetworkType != before.ProviderNetworkType || after.ProviderPhysicalNetwork != before.ProviderPhysicalNetwork)
            throw NetworkFaults.Operation("Plugin does not support updating the following provider network attributes: provider:network_type, provider:physical_network");
        if (before.External && !after.External && Tables.PortsByNetwork[before.Id].Any(port => port.DeviceOwner is "network:router_gateway" or "network:floatingip"))
            throw CloudFaultException.Conflict($"External network {before.Id} cannot be updated to be made non-external, since it has existing gateway ports.", "ExternalNetworkInUse");
        if (after.ProviderSegmentationId != before.ProviderSegmentationId) _segments.Keep(after, transaction);
        return after;
    }

    protected override void Release(VirtualNetwork item, CloudTransaction transaction)
    {
        if (Tables.PortsByNetwork.Contains(item.Id))
            throw CloudFaultException.Conflict($"Unable to complete operation on network {item.Id}. There are one or more ports still in use on the network.", "NetworkInUse");
        foreach (var subnet in Tables.SubnetsByNetwork[item.Id]) transaction.Remove(Tables.Subnets, subnet);
        _segments.Drop(item, transaction);
    }

    public override JsonObject View(VirtualNetwork item, Caller caller)
    {
        var view = base.View(item, caller);
        view["subnets"] = CloudJson.Array(Tables.SubnetsByNetwork[item.Id].Select(subnet => subnet.Id));
        if (!item.External) view.Remove("is_default");
        if (caller.IsAdmin) return view;
        foreach (var name in new[] { "provider:network_type", "provider:physical_network", "provider:segmentation_id" }) view.Remove(name);
        return view;
    }
}
