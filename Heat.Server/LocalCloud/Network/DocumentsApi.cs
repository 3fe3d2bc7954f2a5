using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>A collection of an extension whose objects are kept and shown but do nothing here.</summary>
internal sealed record DocumentKind(string Singular, string Plural, string Path, JsonObject Defaults)
{
    public static readonly IReadOnlyList<DocumentKind> All =
    [
        Of("subnetpool", "subnetpools", """{"prefixes":[],"default_prefixlen":null,"min_prefixlen":"8","max_prefixlen":"32","address_scope_id":null,"is_default":false,"shared":false,"ip_version":4,"default_quota":null}"""),
        Of("address_scope", "address-scopes", """{"ip_version":4,"shared":false}"""),
        Of("address_group", "address-groups", """{"addresses":[]}"""),
        Of("rbac_policy", "rbac-policies", """{"object_type":null,"object_id":null,"action":null,"target_tenant":null}"""),
        Of("segment", "segments", """{"network_id":null,"network_type":null,"physical_network":null,"segmentation_id":null}"""),
        Of("policy", "policies", """{"shared":false,"is_default":false,"rules":[]}""", "qos/"),
        Of("metering_label", "metering-labels", """{"shared":false}""", "metering/"),
        Of("metering_label_rule", "metering-label-rules", """{"metering_label_id":null,"direction":"ingress","remote_ip_prefix":null,"excluded":false}""", "metering/"),
        Of("network_segment_range", "network-segment-ranges", "{}"),
        Of("firewall", "firewalls", """{"status":"ACTIVE","admin_state_up":true,"shared":false,"firewall_policy_id":null}""", "fw/"),
        Of("firewall_policy", "firewall_policies", """{"shared":false,"audited":false,"firewall_rules":[]}""", "fw/"),
        Of("firewall_rule", "firewall_rules", """{"shared":false,"protocol":null,"action":"deny","enabled":true,"ip_version":4,"source_ip_address":null,"destination_ip_address":null,"source_port":null,"destination_port":null,"position":null,"firewall_policy_id":null}""", "fw/"),
        Of("vpnservice", "vpnservices", """{"status":"ACTIVE","admin_state_up":true,"router_id":null,"subnet_id":null,"external_v4_ip":null,"external_v6_ip":null}""", "vpn/"),
        Of("ikepolicy", "ikepolicies", """{"auth_algorithm":"sha1","encryption_algorithm":"aes-128","ike_version":"v1","lifetime":{"units":"seconds","value":3600},"pfs":"group5","phase1_negotiation_mode":"main"}""", "vpn/"),
        Of("ipsecpolicy", "ipsecpolicies", """{"auth_algorithm":"sha1","encryption_algorithm":"aes-128","encapsulation_mode":"tunnel","lifetime":{"units":"seconds","value":3600},"pfs":"group5","transform_protocol":"esp"}""", "vpn/"),
        Of("ipsec_site_connection", "ipsec-site-connections", """{"status":"ACTIVE","admin_state_up":true,"auth_mode":"psk","route_mode":"static","mtu":1500,"initiator":"bi-directional"}""", "vpn/"),
        Of("flow_classifier", "flow_classifiers", """{"ethertype":"IPv4"}""", "sfc/"),
        Of("port_pair", "port_pairs", "{}", "sfc/"),
        Of("port_pair_group", "port_pair_groups", """{"port_pairs":[]}""", "sfc/"),
        Of("port_chain", "port_chains", """{"port_pair_groups":[],"flow_classifiers":[]}""", "sfc/"),
        Of("tap_service", "tap_services", """{"status":"ACTIVE"}""", "taas/"),
        Of("tap_flow", "tap_flows", """{"status":"ACTIVE"}""", "taas/"),
        Of("l2_gateway", "l2-gateways", """{"devices":[]}"""),
        Of("l2_gateway_connection", "l2-gateway-connections", "{}"),
        Of("trunk", "trunks", """{"status":"ACTIVE","admin_state_up":true,"port_id":null,"sub_ports":[]}"""),
    ];

    /// <summary>The name of the list in JSON: with underscores, whatever the path has.</summary>
    public string ListName => Plural.Replace('-', '_');

    private static DocumentKind Of(string singular, string plural, string defaults, string prefix = "") =>
        new(singular, plural, $"/v2.0/{prefix}{plural}", JsonNode.Parse(defaults)!.AsObject());
}

/// <summary>Create, list, show, update and delete of one <see cref="DocumentKind"/>, and of the rules of QoS policies, which are documents below another.</summary>
internal class DocumentsApi(NetworkTables tables, DocumentKind kind) : ICloudApi
{
    private static readonly HashSet<string> s_own = ["id", "project_id", "tenant_id", "created_at", "updated_at", "revision_number", "collection", "parent_id"];

    protected NetworkTables Tables => tables;

    public virtual void Map(CloudRoutes routes)
    {
        routes.Get(kind.Path, List);
        routes.Post(kind.Path, Create);
        routes.Get($"{kind.Path}/{{id}}", request => CloudReply.Ok(kind.Singular, View(Require(request))));
        routes.Put($"{kind.Path}/{{id}}", (request, transaction) => CloudReply.Ok(kind.Singular, View(Merge(Require(request), Body(request), transaction))));
        routes.Delete($"{kind.Path}/{{id}}", Delete);
        routes.Get($"{kind.Path}/{{id}}/tags", request => CloudReply.Ok("tags", Require(request).Attributes["tags"]?.DeepClone() ?? new JsonArray()));
        routes.Put($"{kind.Path}/{{id}}/tags", (request, transaction) =>
        {
            var tags = request.Object["tags"] as JsonArray ?? throw NetworkFaults.Input("tags", "a list is expected");
            Merge(Require(request), new JsonObject { ["tags"] = tags.DeepClone() }, transaction);
            return CloudReply.Ok("tags", tags.DeepClone());
        });
    }

    protected virtual string? Parent(CloudRequest request) => null;

    private CloudReply List(CloudRequest request)
    {
        var parent = Parent(request);
        var views = tables.DocumentsByCollection[kind.Plural]
            .Where(document => document.ParentId == parent && (request.Caller.Owns(document.ProjectId) || IsShared(document)))
            .Select(View).Filter(request).Sort(request);
        return CloudReply.Ok(kind.ListName, CloudJson.Array(views.Pick(request)));
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var wanted = Body(request);
        var project = CloudJson.Text(wanted["project_id"]) ?? CloudJson.Text(wanted["tenant_id"]) ?? request.Caller.ProjectId;
        if (!request.Caller.Owns(project)) throw NetworkFaults.NotAllowed($"create_{kind.Singular}");
        if (!tables.Quotas.Allows(project, kind.Singular, tables.DocumentsByCollection[kind.Plural].Count(one => one.ProjectId == project), 1)) throw NetworkFaults.OverQuota(kind.Singular);
        var draft = new NetworkDocument
        {
            Id = Guid.NewGuid().ToString(),
            Collection = kind.Plural,
            ParentId = Parent(request),
            ProjectId = project,
            CreatedAt = transaction.Now,
            Attributes = kind.Defaults.DeepClone().AsObject(),
        };
        return CloudReply.Created(kind.Singular, View(Merge(draft, wanted, transaction)));
    }

    protected NetworkDocument Merge(NetworkDocument before, JsonObject wanted, CloudTransaction transaction)
    {
        var attributes = before.Attributes.DeepClone().AsObject();
        foreach (var (name, value) in wanted)
            if (!s_own.Contains(name) && name is not ("name" or "description")) attributes[name] = value?.DeepClone();
        return transaction.Put(tables.Documents, before with
        {
            Name = wanted["name"] is { } title ? CloudJson.Text(title)! : before.Name,
            Description = wanted["description"] is { } text ? CloudJson.Text(text) : before.Description,
            Attributes = attributes,
            UpdatedAt = transaction.Now,
            RevisionNumber = before.RevisionNumber + 1,
        });
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        var document = Require(request);
        if (kind.Plural == "policies" && (tables.Ports.All.Any(port => port.QosPolicyId == document.Id) || tables.Networks.All.Any(network => network.QosPolicyId == document.Id)))
            throw CloudFaultException.Conflict($"QoS Policy {document.Id} is used by a port or a network.", "QosPolicyInUse");
        foreach (var part in tables.DocumentsByParent[document.Id]) transaction.Remove(tables.Documents, part);
        transaction.Remove(tables.Documents, document);
        return CloudReply.NoContent;
    }

    protected NetworkDocument Require(CloudRequest request)
    {
        var id = request.Route("id");
        return tables.Documents.Find(id) is { } found && found.Collection == kind.Plural && found.ParentId == Parent(request) && (request.Caller.Owns(found.ProjectId) || IsShared(found))
            ? found
            : throw CloudFaultException.NotFound($"{kind.Singular} {id} could not be found.", string.Concat(kind.Singular.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "NotFound");
    }

    private static bool IsShared(NetworkDocument document) => document.Attributes["shared"] is JsonValue flag && flag.TryGetValue<bool>(out var shared) && shared;

    private JsonObject Body(CloudRequest request) =>
        request.Object[kind.Singular] as JsonObject ?? throw CloudFaultException.BadRequest($"Unable to find '{kind.Singular}' in request body", "HTTPBadRequest");

    protected JsonObject View(NetworkDocument document)
    {
        var view = CloudJson.Tree(document);
        foreach (var name in new[] { "collection", "parent_id", "attributes" }) view.Remove(name);
        foreach (var (name, value) in document.Attributes) view[name] = value?.DeepClone();
        if (kind.Plural == "policies") view["rules"] = CloudJson.Array(tables.DocumentsByParent[document.Id].Select(Rule));
        view["created_at"] = document.CreatedAt.Seconds();
        view["updated_at"] = document.UpdatedAt.Seconds();
        return view;
    }

    private static JsonObject Rule(NetworkDocument rule)
    {
        var view = rule.Attributes.DeepClone().AsObject();
        view["id"] = rule.Id;
        view["qos_policy_id"] = rule.ParentId;
        view["type"] = rule.Collection.Replace("_rules", "", StringComparison.Ordinal);
        return view;
    }
}

/// <summary>The rules of a QoS policy.</summary>
internal sealed class QosRulesApi(NetworkTables tables, string type, JsonObject defaults)
    : DocumentsApi(tables, new DocumentKind($"{type}_rule", $"{type}_rules", $"/v2.0/qos/policies/{{policy}}/{type}_rules", defaults))
{
    public static IEnumerable<QosRulesApi> All(NetworkTables tables) =>
    [
        new(tables, "bandwidth_limit", new JsonObject { ["max_kbps"] = null, ["max_burst_kbps"] = 0, ["direction"] = "egress" }),
        new(tables, "dscp_marking", new JsonObject { ["dscp_mark"] = null }),
        new(tables, "minimum_bandwidth", new JsonObject { ["min_kbps"] = null, ["direction"] = "egress" }),
        new(tables, "minimum_packet_rate", new JsonObject { ["min_kpps"] = null, ["direction"] = "egress" }),
    ];

    protected override string Parent(CloudRequest request)
    {
        var policy = request.Route("policy");
        return Tables.Documents.Find(policy) is { Collection: "policies" } ? policy : throw CloudFaultException.NotFound($"QoS policy {policy} could not be found.", "QosPolicyNotFound");
    }
}

/// <summary>The port numbers of a floating address that lead to ports.</summary>
internal sealed class PortForwardingsApi(NetworkTables tables)
    : DocumentsApi(tables, new DocumentKind("port_forwarding", "port_forwardings", "/v2.0/floatingips/{floating}/port_forwardings", new JsonObject { ["internal_port"] = null }))
{
    protected override string Parent(CloudRequest request)
    {
        var floating = request.Route("floating");
        return Tables.FloatingIps.Find(floating) is { } found && request.Caller.Owns(found.ProjectId) ? floating : throw NetworkFaults.NotFound("Floating IP", "FloatingIPNotFound", floating);
    }
}

/// <summary>The two actions that trunks have besides.</summary>
internal sealed class TrunksApi(NetworkTables tables, DocumentKind kind) : DocumentsApi(tables, kind)
{
    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Put("/v2.0/trunks/{id}/add_subports", (request, transaction) => Change(request, transaction, (has, ids) => [.. has.Where(port => !ids.Contains(Id(port))), .. Asked(request)]));
        routes.Put("/v2.0/trunks/{id}/remove_subports", (request, transaction) => Change(request, transaction, (has, ids) => [.. has.Where(port => !ids.Contains(Id(port)))]));
        routes.Get("/v2.0/trunks/{id}/get_subports", request => CloudReply.Ok("sub_ports", Require(request).Attributes["sub_ports"]?.DeepClone()));
    }

    private CloudReply Change(CloudRequest request, CloudTransaction transaction, Func<List<JsonNode?>, HashSet<string?>, List<JsonNode?>> change)
    {
        var trunk = Require(request);
        var has = (trunk.Attributes["sub_ports"] as JsonArray ?? []).ToList();
        var ids = Asked(request).Select(Id).ToHashSet();
        if (ids.FirstOrDefault(id => Tables.Ports.Find(id) is null) is { } missing) throw NetworkFaults.NotFound("Port", "PortNotFound", missing);
        var ports = change(has, ids).Select(port => port?.DeepClone());
        return new CloudReply(200, View(Merge(trunk, new JsonObject { ["sub_ports"] = CloudJson.Array(ports) }, transaction)));
    }

    private static IEnumerable<JsonNode?> Asked(CloudRequest request) => request.Object["sub_ports"] as JsonArray ?? throw NetworkFaults.Input("sub_ports", "a list is expected");

    private static string? Id(JsonNode? port) => CloudJson.Text(port?["port_id"]);
}

/// <summary>All collections of documents.</summary>
internal sealed class NetworkDocumentApis(NetworkTables tables) : ICloudApi
{
    public void Map(CloudRoutes routes)
    {
        foreach (var kind in DocumentKind.All) (kind.Plural == "trunks" ? new TrunksApi(tables, kind) : new DocumentsApi(tables, kind)).Map(routes);
        foreach (var rules in QosRulesApi.All(tables)) rules.Map(routes);
        new PortForwardingsApi(tables).Map(routes);
    }
}
