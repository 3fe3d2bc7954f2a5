using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Create, list, show, update and delete of one <see cref="DocumentKind"/>, and of the rules of QoS policies, which are documents below another.</summary>
/// <param name="buildTime">How long objects of a kind that isn't there at once take to be made or changed.</param>
internal class DocumentsApi(NetworkTables tables, DocumentKind kind, TimeSpan buildTime = default) : ICloudApi
{
    private static readonly HashSet<string> s_own = ["id", "project_id", "tenant_id", "created_at", "updated_at", "revision_number", "collection", "parent_id", "passing"];

    protected NetworkTables Tables => tables;

    public virtual void Map(CloudRoutes routes)
    {
        routes.Get(kind.Path, List);
        routes.Post(kind.Path, Create);
        routes.Get($"{kind.Path}/{{id}}", request => CloudReply.Ok(kind.Singular, View(Require(request))));
        routes.Put($"{kind.Path}/{{id}}", Update);
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
            Passing = kind.Begins is null ? null : new PassingState(kind.Begins, transaction.Now + buildTime),
        };
        if (kind.Required.FirstOrDefault(name => wanted[name] is null) is { } absent)
            throw CloudFaultException.BadRequest($"Failed to parse request. Required attribute '{absent}' not specified", "HTTPBadRequest");
        RefuseLooseEnds(wanted);
        return CloudReply.Created(kind.Singular, View(Merge(draft, wanted, transaction)));
    }

    private CloudReply Update(CloudRequest request, CloudTransaction transaction)
    {
        var (before, wanted) = (Require(request), Body(request));
        RefuseLooseEnds(wanted);
        if (kind.Begins is not null) before = before with { Passing = new PassingState("PENDING_UPDATE", transaction.Now + buildTime) };
        return CloudReply.Ok(kind.Singular, View(Merge(before, wanted, transaction)));
    }

    private void RefuseLooseEnds(JsonObject wanted)
    {
        foreach (var link in kind.Links)
            if (link.IdsIn(wanted).FirstOrDefault(id => !link.Exists(tables, id)) is { } missing) throw NetworkFaults.NotFound(link.What, link.Fault, missing);
    }

    /// <summary>Whether an object of another kind refers to this one.</summary>
    protected bool IsUsed(NetworkDocument document) => DocumentKind.All
        .SelectMany(other => other.Links.Where(link => link.Collection == kind.Plural).Select(link => (other.Plural, Link: link)))
        .Any(use => tables.DocumentsByCollection[use.Plural].Any(other => use.Link.IdsIn(other.Attributes).Contains(document.Id)));

    protected NetworkDocument Merge(NetworkDocument before, JsonObject wanted, CloudTransaction transaction)
    {
        var attributes = before.Attributes.DeepClone().AsObject();
        foreach (var (name, value) in wanted)
            if (!s_own.Contains(name) && name is not ("name" or "description")) attributes[name] = value?.DeepClone();
        return transaction.Put(tables.Documents, Settle(before with
        {
            Name = wanted["name"] is { } title ? CloudJson.Text(title)! : before.Name,
            Description = wanted["description"] is { } text ? CloudJson.Text(text) : before.Description,
            Attributes = attributes,
            UpdatedAt = transaction.Now,
            RevisionNumber = before.RevisionNumber + 1,
        }));
    }

    /// <summary>The last word on what is about to be stored; its attributes may be changed.</summary>
    protected virtual NetworkDocument Settle(NetworkDocument document) => document;

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        var document = Require(request);
        RefuseInUse(document);
        foreach (var part in tables.DocumentsByParent[document.Id]) transaction.Remove(tables.Documents, part);
        transaction.Remove(tables.Documents, document);
        return CloudReply.NoContent;
    }

    protected virtual void RefuseInUse(NetworkDocument document)
    {
        if (kind.Plural == "policies" && (tables.Ports.All.Any(port => port.QosPolicyId == document.Id) || tables.Networks.All.Any(network => network.QosPolicyId == document.Id)))
            throw CloudFaultException.Conflict($"QoS Policy {document.Id} is used by a port or a network.", "QosPolicyInUse");
        if (IsUsed(document)) throw CloudFaultException.Conflict($"{kind.FaultName} {document.Id} is in use.", kind.FaultName + "InUse");
    }

    protected NetworkDocument Require(CloudRequest request)
    {
        var id = request.Route("id");
        return tables.Documents.Find(id) is { } found && found.Collection == kind.Plural && found.ParentId == Parent(request) && (request.Caller.Owns(found.ProjectId) || IsShared(found))
            ? found
            : throw CloudFaultException.NotFound($"{kind.Singular} {id} could not be found.", kind.FaultName + "NotFound");
    }

    private static bool IsShared(NetworkDocument document) => document.Attributes["shared"] is JsonValue flag && flag.TryGetValue<bool>(out var shared) && shared;

    private JsonObject Body(CloudRequest request) =>
        request.Object[kind.Singular] as JsonObject ?? throw CloudFaultException.BadRequest($"Unable to find '{kind.Singular}' in request body", "HTTPBadRequest");

    protected virtual JsonObject View(NetworkDocument document)
    {
        var view = CloudJson.Tree(document);
        foreach (var name in new[] { "collection", "parent_id", "attributes", "passing" }) view.Remove(name);
        foreach (var (name, value) in document.Attributes) view[name] = value?.DeepClone();
        if (kind.Plural == "policies") view["rules"] = CloudJson.Array(tables.DocumentsByParent[document.Id].Select(Rule));
        if (document.Passing?.Lasts(tables.Now) == true) view["status"] = document.Passing.Status;
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

    protected override NetworkDocument Settle(NetworkDocument document)
    {
        var others = Tables.DocumentsByCollection[document.Collection].Where(other => other.Id != document.Id && Same(other, document, "protocol")).ToList();
        RefuseCollision(document, "external_port", others.Where(other => other.ParentId == document.ParentId));
        RefuseCollision(document, "internal_port", others.Where(other => Same(other, document, "internal_port_id") && Same(other, document, "internal_ip_address")));
        return document;
    }

    private static void RefuseCollision(NetworkDocument document, string attribute, IEnumerable<NetworkDocument> others)
    {
        if (CloudJson.Text(document.Attributes[attribute]) is not { } number || !others.Any(other => Same(other, document, attribute))) return;
        throw NetworkFaults.BadPortForwarding($"There is a port collision with the {attribute}_range. The following ranges collides: {number}:{number} and {number}:{number}");
    }

    private static bool Same(NetworkDocument one, NetworkDocument other, string attribute) => CloudJson.Text(one.Attributes[attribute]) == CloudJson.Text(other.Attributes[attribute]);
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
        RefuseDisabled(trunk);
        var has = (trunk.Attributes["sub_ports"] as JsonArray ?? []).ToList();
        var ids = Asked(request).Select(Id).ToHashSet();
        if (ids.FirstOrDefault(id => Tables.Ports.Find(id) is null) is { } missing) throw NetworkFaults.NotFound("Port", "PortNotFound", missing);
        var ports = change(has, ids).Select(port => port?.DeepClone());
        return new CloudReply(200, View(Merge(trunk, new JsonObject { ["sub_ports"] = CloudJson.Array(ports) }, transaction)));
    }

    protected override void RefuseInUse(NetworkDocument document) => RefuseDisabled(document);

    private static void RefuseDisabled(NetworkDocument trunk)
    {
        if (CloudJson.Text(trunk.Attributes["admin_state_up"]) == "false") throw CloudFaultException.Conflict($"Trunk {trunk.Id} is currently disabled.", "TrunkDisabled");
    }

    private static IEnumerable<JsonNode?> Asked(CloudRequest request) => request.Object["sub_ports"] as JsonArray ?? throw NetworkFaults.Input("sub_ports", "a list is expected");

    private static string? Id(JsonNode? port) => CloudJson.Text(port?["port_id"]);
}

/// <summary>All collections of documents.</summary>
internal sealed class NetworkDocumentApis(NetworkTables tables, LocalCloudOptions options) : ICloudApi
{
    public void Map(CloudRoutes routes)
    {
        foreach (var kind in DocumentKind.All) ApiOf(kind).Map(routes);
        foreach (var rules in QosRulesApi.All(tables)) rules.Map(routes);
        new PortForwardingsApi(tables).Map(routes);
    }

    private DocumentsApi ApiOf(DocumentKind kind) => kind.Plural switch
    {
        "trunks" => new TrunksApi(tables, kind),
        "segments" => new SegmentsApi(tables, kind),
        "subnetpools" => new SubnetPoolsApi(tables, kind),
        "firewall_rules" => new FirewallRulesApi(tables, kind),
        "vpnservices" => new VpnServicesApi(tables, kind),
        "network-gateways" => new NetworkGatewaysApi(tables, kind),
        _ => new DocumentsApi(tables, kind, options.NetworkBuild),
    };
}
