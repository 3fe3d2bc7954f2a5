using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>A collection of an extension whose objects are kept and shown but do nothing here.</summary>
internal sealed record DocumentKind(string Singular, string Plural, string Path, JsonObject Defaults)
{
    private static readonly DocumentLink s_network = new("network_id", "Network", "NetworkNotFound", (tables, id) => tables.Networks.Find(id) is not null);
    private static readonly DocumentLink s_subnet = new("subnet_id", "Subnet", "SubnetNotFound", (tables, id) => tables.Subnets.Find(id) is not null);
    private static readonly DocumentLink s_router = new("router_id", "Router", "RouterNotFound", (tables, id) => tables.Routers.Find(id) is not null);

    public static readonly IReadOnlyList<DocumentKind> All =
    [
        Of("subnetpool", "subnetpools", """{"prefixes":[],"default_prefixlen":null,"min_prefixlen":null,"max_prefixlen":null,"address_scope_id":null,"is_default":false,"shared":false,"ip_version":4,"default_quota":null}"""),
        Of("address_scope", "address-scopes", """{"ip_version":4,"shared":false}"""),
        Of("address_group", "address-groups", """{"addresses":[]}"""),
        Of("rbac_policy", "rbac-policies", """{"object_type":null,"object_id":null,"action":null,"target_tenant":null}"""),
        Of("segment", "segments", """{"network_id":null,"network_type":null,"physical_network":null,"segmentation_id":null}""") with { Required = ["network_id", "network_type"], Links = [s_network] },
        Of("policy", "policies", """{"shared":false,"is_default":false,"rules":[]}""", "qos/"),
        Of("metering_label", "metering-labels", """{"shared":false}""", "metering/"),
        Of("metering_label_rule", "metering-label-rules", """{"metering_label_id":null,"direction":"ingress","remote_ip_prefix":null,"excluded":false}""", "metering/"),
        Of("network_segment_range", "network-segment-ranges", "{}"),
        Of("firewall", "firewalls", """{"status":"ACTIVE","admin_state_up":true,"shared":false,"firewall_policy_id":null}""", "fw/") with { Begins = "PENDING_CREATE", Links = [To("firewall_policy_id", "firewall_policies")] },
        Of("firewall_policy", "firewall_policies", """{"shared":false,"audited":false,"firewall_rules":[]}""", "fw/") with { Links = [To("firewall_rules", "firewall_rules")] },
        Of("firewall_rule", "firewall_rules", """{"shared":false,"protocol":null,"action":"deny","enabled":true,"ip_version":4,"source_ip_address":null,"destination_ip_address":null,"source_port":null,"destination_port":null,"position":null,"firewall_policy_id":null}""", "fw/"),
        Of("vpnservice", "vpnservices", """{"status":"ACTIVE","admin_state_up":true,"router_id":null,"subnet_id":null,"external_v4_ip":null,"external_v6_ip":null}""", "vpn/") with { Links = [s_router, s_subnet] },
        Of("ikepolicy", "ikepolicies", """{"auth_algorithm":"sha1","encryption_algorithm":"aes-128","ike_version":"v1","lifetime":{"units":"seconds","value":3600},"pfs":"group5","phase1_negotiation_mode":"main"}""", "vpn/"),
        Of("ipsecpolicy", "ipsecpolicies", """{"auth_algorithm":"sha1","encryption_algorithm":"aes-128","encapsulation_mode":"tunnel","lifetime":{"units":"seconds","value":3600},"pfs":"group5","transform_protocol":"esp"}""", "vpn/"),
        Of("ipsec_site_connection", "ipsec-site-connections", """{"status":"ACTIVE","admin_state_up":true,"auth_mode":"psk","route_mode":"static","mtu":1500,"initiator":"bi-directional"}""", "vpn/") with
        {
            Begins = "PENDING_CREATE",
            Required = ["vpnservice_id", "ikepolicy_id", "ipsecpolicy_id", "peer_address", "peer_id", "psk"],
            Links = [To("vpnservice_id", "vpnservices"), To("ikepolicy_id", "ikepolicies"), To("ipsecpolicy_id", "ipsecpolicies")],
        },
        Of("flow_classifier", "flow_classifiers", """{"ethertype":"IPv4"}""", "sfc/") with { Links = [ToPort("logical_source_port"), ToPort("logical_destination_port")] },
        Of("port_pair", "port_pairs", "{}", "sfc/") with { Required = ["ingress", "egress"], Links = [ToPort("ingress"), ToPort("egress")] },
        Of("port_pair_group", "port_pair_groups", """{"port_pairs":[]}""", "sfc/") with { Links = [To("port_pairs", "port_pairs")] },
        Of("port_chain", "port_chains", """{"port_pair_groups":[],"flow_classifiers":[]}""", "sfc/") with { Required = ["port_pair_groups"], Links = [To("port_pair_groups", "port_pair_groups"), To("flow_classifiers", "flow_classifiers")] },
        Of("tap_service", "tap_services", """{"status":"ACTIVE"}""", "taas/") with { Begins = "DOWN", Required = ["port_id"], Links = [ToPort("port_id")] },
        Of("tap_flow", "tap_flows", """{"status":"ACTIVE"}""", "taas/") with { Begins = "DOWN", Required = ["source_port", "tap_service_id"], Links = [ToPort("source_port"), To("tap_service_id", "tap_services")] },
        Of("l2_gateway", "l2-gateways", """{"devices":[]}"""),
        Of("l2_gateway_connection", "l2-gateway-connections", """{"segmentation_id":null}""") with { Required = ["l2_gateway_id", "network_id"], Links = [To("l2_gateway_id", "l2-gateways"), s_network] },
        Of("network_gateway", "network-gateways", """{"default":false,"devices":[],"ports":[]}"""),
        Of("trunk", "trunks", """{"status":"ACTIVE","admin_state_up":true,"port_id":null,"sub_ports":[]}"""),
    ];

    /// <summary>The state that a new object is in until it is made; null for those that are there at once.</summary>
    public string? Begins { get; init; }

    /// <summary>Attributes without which there is no object.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The objects that one of this kind refers to: they have to be there, and stay as long as it does.</summary>
    public IReadOnlyList<DocumentLink> Links { get; init; } = [];

    /// <summary>What faults call the kind.</summary>
    public string FaultName => FaultNameOf(Singular);

    /// <summary>The name of the list in JSON: with underscores, whatever the path has.</summary>
    public string ListName => Plural.Replace('-', '_');

    private static DocumentKind Of(string singular, string plural, string defaults, string prefix = "") =>
        new(singular, plural, $"/v2.0/{prefix}{plural}", JsonNode.Parse(defaults)!.AsObject());

    private static DocumentLink ToPort(string attribute) => new(attribute, "Port", "PortNotFound", (tables, id) => tables.Ports.Find(id) is not null);

    private static DocumentLink To(string attribute, string collection)
    {
        var singular = collection.EndsWith("ies", StringComparison.Ordinal) ? collection[..^3] + "y" : collection[..^1];
        var name = FaultNameOf(singular.Replace('-', '_'));
        return new DocumentLink(attribute, name, name + "NotFound", (tables, id) => tables.Documents.Find(id)?.Collection == collection) { Collection = collection };
    }

    private static string FaultNameOf(string singular) => singular switch
    {
        "vpnservice" => "VPNService",
        "ikepolicy" => "IKEPolicy",
        "ipsecpolicy" => "IPsecPolicy",
        _ => string.Concat(singular.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
    };
}

/// <summary>An attribute that holds the id, or the ids, of other objects.</summary>
/// <param name="What">What messages call them.</param>
/// <param name="Fault">The name of the fault when there is none of that id.</param>
internal sealed record DocumentLink(string Attribute, string What, string Fault, Func<NetworkTables, string, bool> Exists)
{
    /// <summary>The collection of documents that it leads to; null when it leads to something else.</summary>
    public string? Collection { get; init; }

    public IEnumerable<string> IdsIn(JsonObject attributes) => attributes[Attribute] switch
    {
        JsonArray many => many.Select(CloudJson.Text).OfType<string>(),
        { } one => [CloudJson.Text(one)!],
        null => [],
    };
}
