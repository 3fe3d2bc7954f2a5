using System.Globalization;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>/os-aggregates: sets of hosts. There is one host here, which may be in them or not.</summary>
internal sealed class AggregatesApi(ComputeTables tables) : ICloudApi
{
    private const string Path = "/v2.1/os-aggregates";
    private const string OnlyHost = "local";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, request =>
        {
            request.Caller.RequireAdmin("os_compute_api:os-aggregates:index");
            return CloudReply.Ok("aggregates", CloudJson.Array(tables.Aggregates.All.Select(View)));
        });
        routes.Post(Path, Create);
        routes.Get($"{Path}/{{id}}", request => CloudReply.Ok("aggregate", View(Require(request))));
        routes.Put($"{Path}/{{id}}", Update);
        routes.Delete($"{Path}/{{id}}", Delete);
        routes.Post($"{Path}/{{id}}/action", Act);
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("os_compute_api:os-aggregates:create");
        var wanted = request.Wrapped("aggregate");
        var next = tables.Aggregates.All.Select(aggregate => int.Parse(aggregate.Id, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max() + 1;
        var aggregate = new HostAggregate { Id = next.ToString(CultureInfo.InvariantCulture), CreatedAt = transaction.Now, Name = NameIn(wanted, null), Zone = CloudJson.Text(wanted["availability_zone"]) };
        return CloudReply.Ok("aggregate", View(transaction.Put(tables.Aggregates, aggregate)));
    }

    private CloudReply Update(CloudRequest request, CloudTransaction transaction)
    {
        var before = Require(request);
        var wanted = request.Wrapped("aggregate");
        var after = before with
        {
            Name = wanted.ContainsKey("name") ? NameIn(wanted, before.Id) : before.Name,
            Zone = wanted.ContainsKey("availability_zone") ? CloudJson.Text(wanted["availability_zone"]) : before.Zone,
        };
        return CloudReply.Ok("aggregate", View(transaction.Put(tables.Aggregates, after)));
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        var aggregate = Require(request);
        if (aggregate.Hosts.Count > 0) throw CloudFaultException.BadRequest($"Aggregate {aggregate.Id}: action 'delete' caused an error: Host aggregate is not empty.");
        transaction.Remove(tables.Aggregates, aggregate);
        return new CloudReply(200);
    }

    private CloudReply Act(CloudRequest request, CloudTransaction transaction)
    {
        var aggregate = Require(request);
        var (action, arguments) = request.Action;
        var after = action switch
        {
            "add_host" => WithHost(aggregate, HostIn(arguments)),
            "remove_host" => WithoutHost(aggregate, HostIn(arguments)),
            "set_metadata" => aggregate with { Metadata = Noted(aggregate.Metadata, arguments?["metadata"] as JsonObject ?? []) },
            _ => throw CloudFaultException.BadRequest($"There is no such action: {action}"),
        };
        return CloudReply.Ok("aggregate", View(transaction.Put(tables.Aggregates, after)));
    }

    private static HostAggregate WithHost(HostAggregate aggregate, string host)
    {
        if (host != OnlyHost) throw CloudFaultException.NotFound($"Compute host {host} could not be found.");
        if (aggregate.Hosts.Contains(host)) throw CloudFaultException.Conflict($"Aggregate {aggregate.Id} already has host {host}.");
        return aggregate with { Hosts = [.. aggregate.Hosts, host] };
    }

    private static HostAggregate WithoutHost(HostAggregate aggregate, string host) => aggregate.Hosts.Contains(host)
        ? aggregate with { Hosts = [.. aggregate.Hosts.Where(one => one != host)] }
        : throw CloudFaultException.NotFound($"Cannot remove host {host} in aggregate {aggregate.Id}");

    /// <summary>A fact that is null is forgotten.</summary>
    private static Dictionary<string, string> Noted(IReadOnlyDictionary<string, string> before, JsonObject wanted)
    {
        var facts = before.Where(fact => !wanted.ContainsKey(fact.Key)).ToDictionary();
        foreach (var (name, value) in wanted)
            if (CloudJson.Text(value) is { } text) facts[name] = text;
        return facts;
    }

    private static string HostIn(JsonNode? arguments) => CloudJson.Text(arguments?["host"]) ?? throw CloudFaultException.BadRequest("'host' is a required property");

    private string NameIn(JsonObject wanted, string? own)
    {
        var name = CloudJson.Text(wanted["name"]) ?? throw CloudFaultException.BadRequest("'name' is a required property");
        return tables.Aggregates.All.Any(other => other.Name == name && other.Id != own) ? throw CloudFaultException.Conflict($"Aggregate {name} already exists.") : name;
    }

    private HostAggregate Require(CloudRequest request)
    {
        request.Caller.RequireAdmin("os_compute_api:os-aggregates:show");
        return tables.Aggregates.Find(request.Route("id")) ?? throw CloudFaultException.NotFound($"Aggregate {request.Route("id")} could not be found.");
    }

    private static JsonObject View(HostAggregate aggregate)
    {
        var facts = aggregate.Zone is { } zone ? aggregate.Metadata.Append(KeyValuePair.Create("availability_zone", zone)).ToDictionary() : aggregate.Metadata;
        return new JsonObject
        {
            ["id"] = int.Parse(aggregate.Id, CultureInfo.InvariantCulture),
            ["name"] = aggregate.Name,
            ["availability_zone"] = aggregate.Zone,
            ["hosts"] = CloudJson.Array(aggregate.Hosts),
            ["metadata"] = CloudJson.Map(facts),
            ["created_at"] = aggregate.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            ["updated_at"] = null,
            ["deleted_at"] = null,
            ["deleted"] = false,
        };
    }
}
