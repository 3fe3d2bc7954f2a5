using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::SecurityGroupRule — one rule of a security group. API: Networking v2.0, /security-group-rules.</summary>
public sealed class SecurityGroupRule() : NeutronResource("security_group_rules", "security_group_rule")
{
    private static readonly Value[] s_protocols =
    [
        .. Enumerable.Range(0, 256).Select(number => (Value)number),
        "ah", "dccp", "egp", "esp", "gre", "icmp", "icmpv6", "igmp", "ipv6-encap", "ipv6-frag", "ipv6-icmp", "ipv6-nonxt", "ipv6-opts", "ipv6-route",
        "ospf", "pgm", "rsvp", "sctp", "tcp", "udp", "udplite", "vrrp",
    ];

    public override ResourceSchema Schema { get; } = new("OS::Neutron::SecurityGroupRule")
    {
        Description = "One rule of a security group.",
        Support = SupportStatus.Since("7.0.0"),
        Service = "network",
        Extension = "security-group",
        Properties =
        [
            Property.Text("description", "What it is for."),
            Property.Text("direction", "Whether the rule is about traffic that comes in or goes out.").OneOf("ingress", "egress").DefaultsTo("ingress"),
            Property.Text("ethertype", "The version of the internet protocol.").OneOf("IPv4", "IPv6").DefaultsTo("IPv4"),
            Property.Integer("port_range_max", "The last port, or the code of an ICMP message.").InRange(0, 65535),
            Property.Integer("port_range_min", "The first port, or the type of an ICMP message.").InRange(0, 65535),
            Property.Text("protocol", "The protocol, by name or number.").OneOf(s_protocols).DefaultsTo("tcp"),
            Property.Text("remote_group", "The group that the other side belongs to, by name or id.").Finding("neutron.security_group").Satisfying("neutron.security_group"),
            Property.Text("remote_ip_prefix", "The addresses of the other side.").Satisfying("net_cidr"),
            Property.Text("security_group", "The group, by name or id.").Finding("neutron.security_group").Satisfying("neutron.security_group").Required(),
        ],
    };

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["security_group"] = "security_group_id", ["remote_group"] = "remote_group_id" };

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var wanted = resource.Properties.Renamed("remote_group", "remote_group_id");
        var rules = await Client(resource).ListAsync($"/security-group-rules?security_group_id={ServiceClient.Segment(wanted.Text("security_group") ?? "")}", "security_group_rules", cancellation);
        return CreatedSince.Ids(resource, rules.Where(rule => SecurityGroupRules.Says(rule, wanted)));
    }

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        if (properties.IsGiven("remote_group", unknown) && properties.IsGiven("remote_ip_prefix", unknown))
            yield return PropertyRules.Conflict("remote_group", "remote_ip_prefix");
        if (properties.Text("protocol") is not ("icmp" or "icmpv6" or "ipv6-icmp") && properties.Get("port_range_max").AsInteger() < properties.Get("port_range_min").AsInteger())
            yield return "The minimum port number must be less than or equal to the maximum port number.";
    }

    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) =>
        Task.FromResult(SecurityGroup.WithPortsAsText(body));
}
