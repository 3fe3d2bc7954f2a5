using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>/v2.0/ports.</summary>
internal sealed partial class PortsApi(NetworkTables tables, AddressBook addresses, SecurityGroupsApi securityGroups) : NetworkCollection<Port>(tables, tables.Ports, "port", "ports")
{
    private static readonly HashSet<string> s_updatable =
        ["admin_state_up", "fixed_ips", "device_id", "device_owner", "security_groups", "allowed_address_pairs", "extra_dhcp_opts", "port_security_enabled",
         "qos_policy_id", "dns_name", "dns_domain", "mac_address", "binding:vnic_type", "binding:host_id", "binding:profile", "numa_affinity_policy", "value_specs"];

    protected override IReadOnlySet<string> Creatable { get; } = new HashSet<string>(s_updatable) { "network_id", "propagate_uplink_status" };

    protected override IReadOnlyList<string> Required { get; } = ["network_id"];

    protected override IReadOnlySet<string> Updatable => s_updatable;

    protected override IReadOnlySet<string> Privileged { get; } = new HashSet<string> { "binding:host_id", "binding:profile" };

    protected override IReadOnlySet<string> Resolved { get; } = new HashSet<string> { "fixed_ips", "security_groups", "value_specs" };

    public override CloudFaultException Missing(string? id) => NetworkFaults.NotFound("Port", "PortNotFound", id);

    protected override bool Shows(Port item, Caller caller) =>
        caller.Owns(item.ProjectId) || Tables.Networks.Find(item.NetworkId) is { } network && network.ProjectId == caller.Project?.Id;

    protected override IEnumerable<Port> Candidates(CloudRequest request) =>
        request.Query("device_id") is { Length: > 0 } device ? Tables.PortsByDevice[device]
        : request.Query("network_id") is { } network ? Tables.PortsByNetwork[network]
        : request.Query("mac_address") is { } mac ? Tables.PortsByMac[mac]
        : FixedIpsWanted(request).FirstOrDefault(wish => wish.Name == "subnet_id").Value is { } subnet ? Tables.PortsBySubnet[subnet].Where(port => HasAddresses(port, request))
        : request.QueryItems.Any(item => item.Key == "fixed_ips") ? Table.All.Where(port => HasAddresses(port, request))
        : request.Caller.IsAdmin ? Table.All : Table.All.Where(port => Shows(port, request.Caller));

    /// <summary>Filters like fixed_ips=subnet_id=…, and ip_address=….</summary>
    private static IEnumerable<(string Name, string Value)> FixedIpsWanted(CloudRequest request) =>
        request.QueryItems.Where(item => item.Key == "fixed_ips" && item.Value is not null).Select(item => item.Value!.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1]));

    private static bool HasAddresses(Port port, CloudRequest request) => FixedIpsWanted(request).All(wish => port.FixedIps.Any(ip => wish.Name switch
    {
        "subnet_id" => ip.SubnetId == wish.Value,
        "ip_address" => ip.IpAddress == wish.Value,
        "ip_address_substr" => ip.IpAddress.Contains(wish.Value, StringComparison.Ordinal),
        _ => true,
    }));

    protected override Port Complete(Port draft, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        if (Tables.Networks.Find(draft.NetworkId) is not { } network || !(caller.Owns(network.ProjectId) || network.Shared || network.External))
            throw NetworkFaults.NotFound("Network", "NetworkNotFound", draft.NetworkId);
        var secured = wanted["port_security_enabled"] is null ? network.PortSecurityEnabled : draft.PortSecurityEnabled;
        var port = draft with
        {
            MacAddress = Mac(draft),
            FixedIps = addresses.Allocate(network.Id, wanted["fixed_ips"] as JsonArray, null),
            PortSecurityEnabled = secured,
            SecurityGroups = Groups(draft, wanted, secured, caller, transaction),
            QosNetworkPolicyId = network.QosPolicyId,
        };
        return Bound(WithFullPairs(port));
    }

    protected override Port Change(Port before, Port after, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        if (wanted["fixed_ips"] is JsonArray asked) after = after with { FixedIps = Reallocate(before, asked) };
        if (wanted.ContainsKey("security_groups")) after = after with { SecurityGroups = Groups(after, wanted, after.PortSecurityEnabled, caller, transaction) };
        if (after.MacAddress != before.MacAddress) after = after with { MacAddress = Mac(after) };
        if (!after.PortSecurityEnabled && after.SecurityGroups.Count > 0)
            throw CloudFaultException.Conflict("Port has security group associated. Cannot disable port security or IP address until security group is removed.", "PortSecurityPortHasSecurityGroup");
        return Bound(WithFullPairs(after));
    }

    /// <summary>A wish without an address keeps the one that the port has on that subnet.</summary>
    private IReadOnlyList<FixedIp> Reallocate(Port before, JsonArray asked)
    {
        var kept = before.FixedIps.ToList();
        var exact = new JsonArray();
        foreach (var wish in asked.OfType<JsonObject>())
        {
            var copy = wish.DeepClone().AsObject();
            if (copy["ip_address"] is null && kept.FirstOrDefault(ip => ip.SubnetId == CloudJson.Text(copy["subnet_id"])) is { } same)
            {
                copy["ip_address"] = same.IpAddress;
                kept.Remove(same);
            }
            exact.Add((JsonNode)copy);
        }
        return addresses.Allocate(before.NetworkId, exact, before.Id);
    }

    private IReadOnlyList<string> Groups(Port port, JsonObject wanted, bool secured, Caller caller, CloudTransaction transaction)
    {
        if (wanted["security_groups"] is JsonArray asked)
        {
            if (!secured && asked.Count > 0)
                throw CloudFaultException.Conflict("Port security must be enabled and port must have an IP address in order to use security groups.", "PortSecurityAndIPRequiredForSecurityGroups");
            return [.. asked.Select(CloudJson.Text).Select(id => securityGroups.Require(id).Id).Distinct()];
        }
        return secured && !port.DeviceOwner.StartsWith("network:", StringComparison.Ordinal) ? [securityGroups.EnsureDefault(port.ProjectId, transaction).Id] : [];
    }

    private string Mac(Port port)
    {
        if (port.MacAddress.Length == 0) return NewMac(Tables);
        if (!MacPattern().IsMatch(port.MacAddress)) throw NetworkFaults.Input("mac_address", $"'{port.MacAddress}' is not a valid MAC address");
        if (Tables.PortsByMac[port.MacAddress].Any(other => other.NetworkId == port.NetworkId && other.Id != port.Id))
            throw CloudFaultException.Conflict($"Unable to complete operation for network {port.NetworkId}. The mac address {port.MacAddress} is in use.", "MacAddressInUse");
        return port.MacAddress.ToLowerInvariant();
    }

    public static string NewMac(NetworkTables tables)
    {
        while (true)
        {
            var tail = RandomNumberGenerator.GetBytes(3);
            var mac = string.Create(CultureInfo.InvariantCulture, $"fa:16:3e:{tail[0]:x2}:{tail[1]:x2}:{tail[2]:x2}");
            if (!tables.PortsByMac.Contains(mac)) return mac;
        }
    }

    private static Port WithFullPairs(Port port)
    {
        var pairs = port.AllowedAddressPairs.OfType<JsonObject>().Select(pair =>
        {
            var address = CloudJson.Text(pair["ip_address"]) ?? throw CloudFaultException.BadRequest("AllowedAddressPair must contain ip_address", "AllowedAddressPairsMissingIP");
            return (JsonNode?)new JsonObject { ["mac_address"] = CloudJson.Text(pair["mac_address"]) ?? port.MacAddress, ["ip_address"] = address };
        });
        return port with { AllowedAddressPairs = CloudJson.Array(pairs.ToList()) };
    }

    /// <summary>A port with a device on a host is bound and up; one without is neither.</summary>
    private static Port Bound(Port port)
    {
        var routers = port.DeviceOwner.StartsWith("network:", StringComparison.Ordinal) && port.DeviceOwner != "network:floatingip";
        var host = port.BindingHostId.Length > 0 || !routers ? port.BindingHostId : "local";
        var bound = host.Length > 0 && port.DeviceId.Length > 0;
        return port with
        {
            BindingHostId = host,
            BindingVifType = bound ? "ovs" : "unbound",
            BindingVifDetails = bound ? new JsonObject { ["port_filter"] = true, ["connectivity"] = "l2" } : [],
            Status = port.DeviceOwner == "network:floatingip" ? "N/A" : bound && port.AdminStateUp ? "ACTIVE" : "DOWN",
        };
    }

    protected override void Release(Port item, CloudTransaction transaction)
    {
        if (item.DeviceOwner is "network:router_interface" or "network:router_gateway" or "network:floatingip")
            throw CloudFaultException.Conflict($"Port {item.Id} cannot be deleted directly via the port API: has device owner {item.DeviceOwner}.", "ServicePortInUse");
        Disassociate(item.Id, transaction);
    }

    /// <summary>Removes a port that another service or object owns.</summary>
    public void Withdraw(Port port, CloudTransaction transaction)
    {
        Disassociate(port.Id, transaction);
        transaction.Remove(Table, port);
    }

    private void Disassociate(string port, CloudTransaction transaction)
    {
        foreach (var floating in Tables.FloatingIpsByPort[port])
            transaction.Put(Tables.FloatingIps, floating with { PortId = null, FixedIpAddress = null, RouterId = null, UpdatedAt = transaction.Now, RevisionNumber = floating.RevisionNumber + 1 });
    }

    public override JsonObject View(Port item, Caller caller)
    {
        var view = base.View(item, caller);
        var name = string.IsNullOrEmpty(item.DnsName) ? null : item.DnsName;
        view["dns_assignment"] = CloudJson.Array(item.FixedIps.Select(ip => (JsonNode?)new JsonObject
        {
            ["ip_address"] = ip.IpAddress,
            ["hostname"] = name ?? $"host-{ip.IpAddress.Replace('.', '-').Replace(':', '-')}",
            ["fqdn"] = $"{name ?? $"host-{ip.IpAddress.Replace('.', '-').Replace(':', '-')}"}.openstacklocal.",
        }));
        if (caller.IsAdmin) return view;
        foreach (var hidden in new[] { "binding:host_id", "binding:profile", "binding:vif_type", "binding:vif_details" }) view.Remove(hidden);
        return view;
    }

    [GeneratedRegex("^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$")]
    private static partial Regex MacPattern();
}
