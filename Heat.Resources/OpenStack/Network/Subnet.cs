using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::Subnet — a range of addresses on a network. API: Networking v2.0, /subnets.</summary>
public sealed class Subnet() : NeutronResource("subnets", "subnet")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::Subnet")
    {
        Description = "A range of addresses on a network.",
        Service = "network",
        Properties =
        [
            Property.ListOfMaps("allocation_pools", "The parts of the range that addresses are taken from.",
                Property.Text("end", "The last address.").Satisfying("ip_addr").Required(),
                Property.Text("start", "The first address.").Satisfying("ip_addr").Required()).Updatable(),
            Property.Text("cidr", "The range, such as 10.0.0.0/24.").Satisfying("net_cidr"),
            Property.List("dns_nameservers", "The name servers that its servers learn of.").DefaultsTo(ListValue.Empty).Updatable(),
            Property.Flag("enable_dhcp", "Whether addresses are handed out by DHCP.").DefaultsTo(true).Updatable(),
            Property.Text("gateway_ip", "The gateway; empty for none, the first address when it is left out.").Updatable(),
            Property.ListOfMaps("host_routes", "More routes that its servers learn of.",
                Property.Text("destination", "Where the route leads.").Satisfying("net_cidr").Required(),
                Property.Text("nexthop", "Through which address.").Satisfying("ip_addr").Required()).Updatable(),
            Property.Integer("ip_version", "The version of the internet protocol.").OneOf(4, 6).DefaultsTo(4),
            Property.Text("ipv6_address_mode", "How IPv6 addresses are handed out.").OneOf("dhcpv6-stateful", "dhcpv6-stateless", "slaac").Since("2015.1"),
            Property.Text("ipv6_ra_mode", "How routers announce themselves.").OneOf("dhcpv6-stateful", "dhcpv6-stateless", "slaac").Since("2015.1"),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("network", "The network, by name or id.").Finding("neutron.network").Satisfying("neutron.network").Required().Since("2014.2"),
            Property.Text("network_id", "The old name of network.").Finding("neutron.network").Satisfying("neutron.network").DeprecatedIn("2014.2").HiddenIn("5.0.0"),
            Property.Integer("prefixlen", "The length of the prefix to take from the pool.").InRange(0).Since("6.0.0"),
            Property.Text("segment", "The segment of the network.").Finding("neutron.segment").Satisfying("neutron.segment").Updatable().Supported(new SupportStatus(SupportStatus.Supported, "11.0.0", Previous: new SupportStatus(SupportStatus.Supported, "9.0.0"))),
            Property.Text("subnetpool", "The pool that the range is taken from.").Finding("neutron.subnetpool").Satisfying("neutron.subnetpool").Since("6.0.0"),
            Property.List("tags", "Words to mark it with.", Property.Text("*")).Updatable().Since("9.0.0"),
            Property.Text("tenant_id", "The project that owns it; only administrators choose one."),
            Property.Map("value_specs", "More fields for the service, passed on as they are.").DefaultsTo(MapValue.Empty).Updatable(),
        ],
        Attributes =
        [
            Attribute.List("allocation_pools", "The parts of the range that addresses are taken from."),
            Attribute.Text("cidr", "The range, such as 10.0.0.0/24."),
            Attribute.List("dns_nameservers", "The name servers that its servers learn of."),
            Attribute.Text("enable_dhcp", "Whether addresses are handed out by DHCP."),
            Attribute.Text("gateway_ip", "The gateway; empty for none, the first address when it is left out."),
            Attribute.List("host_routes", "More routes that its servers learn of."),
            Attribute.Text("ip_version", "The version of the internet protocol."),
            Attribute.Text("name", "The name."),
            Attribute.Text("network_id", "The id of its network."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } =
        new Dictionary<string, string> { ["network"] = "network_id", ["segment"] = "segment_id", ["subnetpool"] = "subnetpool_id" };

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.Renamed("network_id", "network"));

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        changes.Contains("segment") && !changes.Before.Get("segment").IsNull
            ? throw new ResourceException("ResourceActionNotSupported", "Updating the subnet segment association is only allowed when the current segment_id is None is not supported for resource.")
            : base.UpdateAsync(resource, changes, cancellation);

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        var hasRange = properties.IsGiven("cidr", unknown);
        var hasPool = properties.IsGiven("subnetpool", unknown);
        if (hasPool && hasRange)
            yield return PropertyRules.Conflict("subnetpool", "cidr");
        if (!hasPool && !hasRange)
            yield return PropertyRules.Unspecified("subnetpool", "cidr");
        if (hasRange && properties.Get("prefixlen").AsInteger() > 0)
            yield return PropertyRules.Conflict("prefixlen", "cidr");
        if (properties.Get("ip_version").AsInteger() == 4 && (properties.Has("ipv6_ra_mode") || properties.Has("ipv6_address_mode")))
            yield return "ipv6_ra_mode and ipv6_address_mode are not supported for ipv4.";
        if (properties.Has("ipv6_ra_mode") && properties.Has("ipv6_address_mode") && properties.Get("ipv6_ra_mode") != properties.Get("ipv6_address_mode"))
            yield return "When both ipv6_ra_mode and ipv6_address_mode are set, they must be equal.";
        if (properties.Text("gateway_ip") is { } gateway and not ("" or "~") && !Constraints.AddressText.IsAddress(gateway))
            yield return $"Gateway IP address \"{gateway}\" is in invalid format.";
    }

    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation)
    {
        // An empty gateway means that there shall be none, which the service writes as null.
        if (body.Text("gateway_ip") == "")
            body = body.With("gateway_ip", Value.Null);
        if (isUpdate && body.ContainsKey("allocation_pools") && body.Get("allocation_pools").IsNull)
            body = body.With("allocation_pools", ListValue.Empty);
        return Task.FromResult(body);
    }
}
