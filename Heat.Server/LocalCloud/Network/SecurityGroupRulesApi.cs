using System.Globalization;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>/v2.0/security-group-rules.</summary>
internal sealed class SecurityGroupRulesApi(NetworkTables tables) : NetworkCollection<SecurityGroupRule>(tables, tables.Rules, "security_group_rule", "security_group_rules")
{
    private static readonly HashSet<string> s_protocols =
        ["ah", "dccp", "egp", "esp", "gre", "hopopt", "icmp", "igmp", "ip", "ipip", "ipv6-encap", "ipv6-frag", "ipv6-icmp", "icmpv6", "ipv6-nonxt", "ipv6-opts", "ipv6-route", "ospf", "pgm", "rsvp", "sctp", "tcp", "udp", "udplite", "vrrp"];

    protected override string Path => "/v2.0/security-group-rules";

    protected override IReadOnlySet<string> Creatable { get; } =
        new HashSet<string> { "security_group_id", "direction", "ethertype", "protocol", "port_range_min", "port_range_max", "remote_group_id", "remote_ip_prefix", "remote_address_group_id" };

    protected override IReadOnlyList<string> Required { get; } = ["security_group_id", "direction"];

    protected override IReadOnlySet<string> Updatable { get; } = new HashSet<string>();

    public override CloudFaultException Missing(string? id) => CloudFaultException.NotFound($"Security group rule {id} does not exist", "SecurityGroupRuleNotFound");

    protected override IEnumerable<SecurityGroupRule> Candidates(CloudRequest request) =>
        request.Query("security_group_id") is { } group ? Tables.RulesByGroup[group] : base.Candidates(request);

    public void Add(SecurityGroupRule rule, SecurityGroup group, CloudTransaction transaction) =>
        transaction.Put(Table, rule with { ProjectId = group.ProjectId, CreatedAt = transaction.Now, UpdatedAt = transaction.Now });

    protected override SecurityGroupRule Complete(SecurityGroupRule draft, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        if (Tables.SecurityGroups.Find(draft.SecurityGroupId) is not { } group || !caller.Owns(group.ProjectId)) throw MissingGroup(draft.SecurityGroupId);
        if (wanted["direction"] is null || draft.Direction is not ("ingress" or "egress")) throw NetworkFaults.Input("direction", $"'{draft.Direction}' is not in ['ingress', 'egress']");
        var rule = draft with { Ethertype = Family(draft.Ethertype), Protocol = Protocol(draft), RemoteIpPrefix = Prefix(draft) };
        CheckRemote(rule);
        CheckPorts(rule);
        if (Tables.RulesByGroup[group.Id].FirstOrDefault(other => Same(other, rule)) is { } twin)
            throw CloudFaultException.Conflict($"Security group rule already exists. Rule id is {twin.Id}.", "SecurityGroupRuleExists");
        return rule;
    }

    private static string Family(string text) => text.ToLowerInvariant() switch
    {
        "ipv4" => "IPv4",
        "ipv6" => "IPv6",
        _ => throw CloudFaultException.BadRequest($"Security group rule for ethertype '{text}' not supported. Allowed values are ['IPv4', 'IPv6'].", "SecurityGroupRuleInvalidEtherType"),
    };

    private static string? Protocol(SecurityGroupRule rule)
    {
        if (rule.Protocol?.ToLowerInvariant() is not { } protocol || protocol is "any" or "-1") return null;
        var number = int.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 255;
        if (!number && !s_protocols.Contains(protocol))
            throw CloudFaultException.BadRequest($"Security group rule protocol {rule.Protocol} not supported. Only protocol values [{string.Join(", ", s_protocols)}] and integer representations [0 to 255] are supported.", "SecurityGroupRuleInvalidProtocol");
        return rule.Ethertype == "IPv6" && protocol is "icmp" or "icmpv6" ? "ipv6-icmp" : protocol;
    }

    private static string? Prefix(SecurityGroupRule rule)
    {
        if (rule.RemoteIpPrefix is not { } text) return null;
        var block = AddressBlock.Parse(text) ?? throw NetworkFaults.Input("remote_ip_prefix", $"'{text}' is not a valid IP subnet");
        return block.V6 == rule.Ethertype.Equals("IPv6", StringComparison.OrdinalIgnoreCase)
            ? block.ToString()
            : throw CloudFaultException.BadRequest($"Conflicting value ethertype {rule.Ethertype} for CIDR {text}", "SecurityGroupRuleParameterConflict");
    }

    private void CheckRemote(SecurityGroupRule rule)
    {
        if (rule.RemoteGroupId is not null && rule.RemoteIpPrefix is not null)
            throw CloudFaultException.BadRequest("Only remote_ip_prefix or remote_group_id or remote_address_group_id may be provided.", "SecurityGroupMultipleRemoteEntities");
        if (rule.RemoteGroupId is { } remote && Tables.SecurityGroups.Find(remote) is null) throw MissingGroup(remote);
    }

    private static void CheckPorts(SecurityGroupRule rule)
    {
        if (rule.PortRangeMin is null && rule.PortRangeMax is null) return;
        if (rule.Protocol is null) throw CloudFaultException.BadRequest("Must also specify protocol if port range is given.", "SecurityGroupProtocolRequiredWithPorts");
        foreach (var port in new[] { rule.PortRangeMin, rule.PortRangeMax })
            if (port is < 0 or > 65535) throw NetworkFaults.Input("port_range_min", $"'{port}' is not a valid port number");
        var icmp = rule.Protocol is "icmp" or "ipv6-icmp" or "1" or "58";
        if (icmp)
        {
            if (rule.PortRangeMin > 255 || rule.PortRangeMax > 255)
                throw CloudFaultException.BadRequest($"Invalid value for ICMP type or code: {rule.PortRangeMin}, {rule.PortRangeMax}. It must be 0 to 255.", "SecurityGroupInvalidIcmpValue");
            if (rule.PortRangeMin is null) throw CloudFaultException.BadRequest($"ICMP code (port-range-max) {rule.PortRangeMax} is provided but ICMP type (port-range-min) is missing.", "SecurityGroupMissingIcmpType");
        }
        else if (rule.PortRangeMin is null || rule.PortRangeMax is null || rule.PortRangeMin > rule.PortRangeMax)
            throw CloudFaultException.BadRequest("For TCP/UDP protocols, port_range_min must be <= port_range_max", "SecurityGroupInvalidPortRange");
    }

    private static bool Same(SecurityGroupRule one, SecurityGroupRule other) =>
        (one.Direction, one.Ethertype, one.Protocol, one.PortRangeMin, one.PortRangeMax, one.RemoteGroupId, Any(one), one.RemoteAddressGroupId)
        == (other.Direction, other.Ethertype, other.Protocol, other.PortRangeMin, other.PortRangeMax, other.RemoteGroupId, Any(other), other.RemoteAddressGroupId);

    // From everywhere is the same whether it is said or not.
    private static string? Any(SecurityGroupRule rule) => rule.RemoteIpPrefix is "0.0.0.0/0" or "::/0" ? null : rule.RemoteIpPrefix;

    private static CloudFaultException MissingGroup(string id) => CloudFaultException.NotFound($"Security group {id} does not exist", "SecurityGroupNotFound");

    public override JsonObject View(SecurityGroupRule item, Caller caller)
    {
        var view = base.View(item, caller);
        view.Remove("name");
        return view;
    }
}
