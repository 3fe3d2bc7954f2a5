using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>/v2.0/floatingips: addresses of an external network that lead to a port behind a router.</summary>
internal sealed class FloatingIpsApi(NetworkTables tables, AddressBook addresses, PortsApi ports) : NetworkCollection<FloatingIp>(tables, tables.FloatingIps, "floatingip", "floatingips")
{
    protected override IReadOnlySet<string> Creatable { get; } =
        new HashSet<string> { "floating_network_id", "floating_ip_address", "fixed_ip_address", "port_id", "subnet_id", "qos_policy_id", "dns_name", "dns_domain" };

    protected override IReadOnlyList<string> Required { get; } = ["floating_network_id"];

    protected override IReadOnlySet<string> Updatable { get; } = new HashSet<string> { "port_id", "fixed_ip_address", "qos_policy_id" };

    protected override IReadOnlySet<string> Resolved { get; } = new HashSet<string> { "port_id", "fixed_ip_address", "floating_ip_address" };

    public override CloudFaultException Missing(string? id) => NetworkFaults.NotFound("Floating IP", "FloatingIPNotFound", id);

    protected override IEnumerable<FloatingIp> Candidates(CloudRequest request) =>
        request.Query("port_id") is { } port ? Tables.FloatingIpsByPort[port]
        : request.Query("floating_ip_address") is { } address ? Tables.FloatingIpsByAddress[address]
        : base.Candidates(request);

    protected override FloatingIp Complete(FloatingIp draft, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        if (Tables.Networks.Find(draft.FloatingNetworkId) is not { } network) throw NetworkFaults.NotFound("Network", "NetworkNotFound", draft.FloatingNetworkId);
        if (!network.External) throw NetworkFaults.BadFloatingIp($"Network {network.Id} is not a valid external network");
        var address = TakeAddress(network, draft, CloudJson.Text(wanted["floating_ip_address"]), transaction);
        return Associate(draft with { FloatingIpAddress = address }, wanted, caller);
    }

    protected override FloatingIp Change(FloatingIp before, FloatingIp after, JsonObject wanted, Caller caller, CloudTransaction transaction) =>
        wanted.ContainsKey("port_id") || wanted.ContainsKey("fixed_ip_address") ? Associate(after, wanted, caller) : after;

    /// <summary>Holds the public address with a port of its own, which belongs to nobody.</summary>
    private string TakeAddress(VirtualNetwork network, FloatingIp draft, string? address, CloudTransaction transaction)
    {
        var wish = new JsonObject();
        if (draft.SubnetId is not null) wish["subnet_id"] = draft.SubnetId;
        if (address is not null) wish["ip_address"] = address;
        var given = wish.Count > 0 ? new JsonArray(wish) : null;
        var fixedIps = addresses.Allocate(network.Id, given, null);
        if (fixedIps.FirstOrDefault(ip => !ip.IpAddress.Contains(':', StringComparison.Ordinal)) is not { } held)
            throw NetworkFaults.BadFloatingIp($"Network {network.Id} does not contain any IPv4 subnet");
        transaction.Put(Tables.Ports, new Port
        {
            Id = Guid.NewGuid().ToString(),
            NetworkId = network.Id,
            DeviceId = draft.Id,
            DeviceOwner = "network:floatingip",
            FixedIps = [held],
            MacAddress = PortsApi.NewMac(Tables),
            Status = "N/A",
            PortSecurityEnabled = false,
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
        });
        return held.IpAddress;
    }

    private FloatingIp Associate(FloatingIp floating, JsonObject wanted, Caller caller)
    {
        var portId = wanted.ContainsKey("port_id") ? CloudJson.Text(wanted["port_id"]) : floating.PortId;
        if (portId is null)
            return wanted["fixed_ip_address"] is null
                ? floating with { PortId = null, FixedIpAddress = null, RouterId = null }
                : throw NetworkFaults.BadFloatingIp("fixed_ip_address cannot be specified without a port_id");
        var port = ports.Require(portId);
        if (!caller.Owns(port.ProjectId))
            throw NetworkFaults.BadFloatingIp($"Port {port.Id} is associated with a different tenant than Floating IP {floating.Id} and therefore cannot be bound");
        var target = Target(port, CloudJson.Text(wanted["fixed_ip_address"]));
        if (Tables.FloatingIpsByPort[port.Id].FirstOrDefault(other => other.Id != floating.Id && other.FixedIpAddress == target.IpAddress && other.FloatingNetworkId == floating.FloatingNetworkId) is not null)
            throw CloudFaultException.Conflict($"Cannot associate floating IP {floating.FloatingIpAddress} ({floating.Id}) with port {port.Id} using fixed IP {target.IpAddress}, as that fixed IP already has a floating IP on external network {floating.FloatingNetworkId}.", "FloatingIPPortAlreadyAssociated");
        var router = RouterBetween(target.SubnetId, floating.FloatingNetworkId)
            ?? throw CloudFaultException.NotFound($"External network {floating.FloatingNetworkId} is not reachable from subnet {target.SubnetId}.  Therefore, cannot associate Port {port.Id} with a Floating IP.", "ExternalGatewayForFloatingIPNotFound");
        return floating with { PortId = port.Id, FixedIpAddress = target.IpAddress, RouterId = router.Id };
    }

    private static FixedIp Target(Port port, string? address)
    {
        var ipv4 = port.FixedIps.Where(ip => !ip.IpAddress.Contains(':', StringComparison.Ordinal)).ToList();
        if (address is not null) return ipv4.FirstOrDefault(ip => ip.IpAddress == address) ?? throw NetworkFaults.BadFloatingIp($"Port {port.Id} does not have fixed ip {address}");
        return ipv4.Count switch
        {
            0 => throw NetworkFaults.BadFloatingIp($"Cannot add floating IP to port {port.Id} that has no fixed IPv4 addresses"),
            1 => ipv4[0],
            _ => throw NetworkFaults.BadFloatingIp($"Port {port.Id} has multiple fixed IPv4 addresses.  Must provide a specific IPv4 address when assigning a floating IP"),
        };
    }

    private Router? RouterBetween(string subnet, string external) =>
        Tables.PortsBySubnet[subnet]
            .Where(port => port.DeviceOwner == RoutersApi.InterfaceOwner)
            .Select(port => Tables.Routers.Find(port.DeviceId))
            .FirstOrDefault(router => router?.ExternalGatewayInfo?.NetworkId == external);

    protected override void Release(FloatingIp item, CloudTransaction transaction)
    {
        foreach (var port in Tables.PortsByDevice[item.Id]) transaction.Remove(Tables.Ports, port);
        foreach (var forwarding in Tables.DocumentsByParent[item.Id]) transaction.Remove(Tables.Documents, forwarding);
    }

    public override JsonObject View(FloatingIp item, Caller caller)
    {
        var view = base.View(item, caller);
        view.Remove("name");
        view.Remove("subnet_id");
        view["port_details"] = Tables.Ports.Find(item.PortId) is { } port
            ? new JsonObject { ["name"] = port.Name, ["network_id"] = port.NetworkId, ["mac_address"] = port.MacAddress, ["admin_state_up"] = port.AdminStateUp, ["status"] = port.Status, ["device_id"] = port.DeviceId, ["device_owner"] = port.DeviceOwner }
            : null;
        view["port_forwardings"] = new JsonArray();
        return view;
    }
}
