using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.BlockStorage;

/// <summary>What volumes, snapshots and backups are alike in: lists, showing, renaming, metadata.</summary>
internal abstract class VolumeCollection<T>(LocalCloudState state, CloudTable<T> table, CloudIndex<T> byProject, string singular, string plural, string missing) : ICloudApi where T : StoredObject
{
    public const string Base = "/v3/{project}";

    protected LocalCloudState State => state;

    protected CloudTable<T> Table => table;

    protected string Path => $"{Base}/{plural}";

    public virtual void Map(CloudRoutes routes)
    {
        routes.Get(Path, request => List(request, item => VolumeViews.Brief(item, plural, request)));
        routes.Get($"{Path}/detail", request => List(request, item => View(item, request)));
        routes.Post(Path, (request, transaction) => CloudReply.Accept(singular, View(Create(request.Wrapped(singular), request, transaction), request)));
        routes.Get($"{Path}/{{id}}", request => CloudReply.Ok(singular, View(Require(request), request)));
        routes.Put($"{Path}/{{id}}", Update);
        routes.Delete($"{Path}/{{id}}", (request, transaction) =>
        {
            Delete(Require(request), request, transaction);
            return CloudReply.Accepted;
        });
        MapMetadata(routes);
    }

    protected abstract JsonObject View(T item, CloudRequest request);

    protected abstract T Create(JsonObject wanted, CloudRequest request, CloudTransaction transaction);

    protected abstract void Delete(T item, CloudRequest request, CloudTransaction transaction);

    protected T Require(CloudRequest request)
    {
        var id = request.Route("id");
        return table.Find(id) is { } item && item.IsThere(state.Now) && request.Caller.Owns(item.ProjectId) ? item : throw CloudFaultException.NotFound($"{missing} {id} could not be found.");
    }

    private CloudReply List(CloudRequest request, Func<T, JsonObject> view)
    {
        var all = request.Caller.IsAdmin && request.Flag("all_tenants");
        var found = all ? table.All : byProject[request.Caller.ProjectId];
        var fits = found.Where(item => item.IsThere(state.Now) && Fits(item, request)).Reverse();
        var (page, more) = fits.Page(request, item => item.Id);
        var body = new JsonObject { [plural] = CloudJson.Array(page.Select(view)) };
        if (request.Flag("with_count")) body["count"] = found.Count;
        if (Listing.NextLink(request, more, page.Count == 0 ? null : page[^1].Id) is { } links) body[$"{plural}_links"] = links;
        return new CloudReply(200, body);
    }

    protected virtual bool Fits(T item, CloudRequest request) => request.QueryItems.All(wish => wish.Key switch
    {
        "name" or "display_name" => item.Name == wish.Value,
        "name~" => item.Name?.Contains(wish.Value ?? "", StringComparison.Ordinal) == true,
        "status" => item.StatusAt(state.Now).Equals(wish.Value, StringComparison.OrdinalIgnoreCase),
        "project_id" => item.ProjectId == wish.Value,
        "volume_id" => item is Snapshot snapshot ? snapshot.VolumeId == wish.Value : item is not Backup backup || backup.VolumeId == wish.Value,
        "metadata" => (wish.Value ?? "").Trim('{', '}').Split(',').Select(pair => pair.Split(':', 2)).Where(pair => pair.Length == 2)
            .All(pair => item.Metadata.GetValueOrDefault(Bare(pair[0])) == Bare(pair[1])),
        _ => true,
    });

    // Clients send a Python dict here: {'key': 'value'}.
    private static string Bare(string text)
    {
        text = text.Trim();
        if (text.StartsWith("u'", StringComparison.Ordinal)) text = text[1..];
        return text.Trim('\'', '"');
    }

    private CloudReply Update(CloudRequest request, CloudTransaction transaction)
    {
        var item = Require(request);
        var wanted = request.Wrapped(singular);
        var changed = transaction.Put(table, item with
        {
            Name = Given(wanted, "name", item.Name),
            Description = Given(wanted, "description", item.Description),
            Metadata = wanted["metadata"] is null ? item.Metadata : Texts(wanted["metadata"]),
            UpdatedAt = transaction.Now,
        });
        return CloudReply.Ok(singular, View(changed, request));
    }

    private static string? Given(JsonObject wanted, string name, string? before) =>
        wanted.ContainsKey(name) ? CloudJson.Text(wanted[name]) : wanted.ContainsKey($"display_{name}") ? CloudJson.Text(wanted[$"display_{name}"]) : before;

    protected static string? Named(JsonObject wanted, string name) => Given(wanted, name, null);

    public static Dictionary<string, string> Texts(JsonNode? node)
    {
        if (node is null) return [];
        var map = node as JsonObject ?? throw CloudFaultException.BadRequest($"Invalid input for field/attribute metadata. Value: {node.ToJsonString()}. {node.ToJsonString()} is not of type 'object'");
        return map.ToDictionary(item => item.Key, item => CloudJson.Text(item.Value) ?? "");
    }

    private void MapMetadata(CloudRoutes routes)
    {
        var path = $"{Path}/{{id}}/metadata";
        routes.Get(path, request => CloudReply.Ok("metadata", CloudJson.Map(Require(request).Metadata)));
        routes.Post(path, (request, transaction) => SetMetadata(request, transaction, Require(request).Metadata.Where(item => !request.Wrapped("metadata").ContainsKey(item.Key)).Concat(Texts(request.Wrapped("metadata"))).ToDictionary()));
        routes.Put(path, (request, transaction) => SetMetadata(request, transaction, Texts(request.Wrapped("metadata"))));
        routes.Delete($"{path}/{{key}}", (request, transaction) => Require(request).Metadata.ContainsKey(request.Route("key"))
            ? SetMetadata(request, transaction, Require(request).Metadata.Where(item => item.Key != request.Route("key")).ToDictionary())
            : throw CloudFaultException.NotFound($"{missing} {request.Route("id")} has no metadata with key {request.Route("key")}."));
    }

    private CloudReply SetMetadata(CloudRequest request, CloudTransaction transaction, IReadOnlyDictionary<string, string> metadata)
    {
        transaction.Put(table, Require(request) with { Metadata = metadata, UpdatedAt = transaction.Now });
        return CloudReply.Ok("metadata", CloudJson.Map(metadata));
    }
}
