using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Create, list, show, update and delete as all of Neutron's collections do it. A kind says which attributes it takes and what is special about it.</summary>
internal abstract class NetworkCollection<T>(NetworkTables tables, CloudTable<T> table, string singular, string plural) : ICloudApi where T : NetworkObject
{
    private static readonly HashSet<string> s_always = ["name", "description", "project_id", "tenant_id"];
    private readonly CloudIndex<T> _byProject = table.IndexedBy(item => item.ProjectId);

    protected NetworkTables Tables => tables;

    protected CloudTable<T> Table => table;

    /// <summary>Attributes that may be given at creation, besides name, description and project.</summary>
    protected abstract IReadOnlySet<string> Creatable { get; }

    /// <summary>Attributes that may be changed, besides name and description.</summary>
    protected abstract IReadOnlySet<string> Updatable { get; }

    /// <summary>Attributes without which there is no object.</summary>
    protected virtual IReadOnlyList<string> Required { get; } = [];

    /// <summary>Attributes that only an administrator may give.</summary>
    protected virtual IReadOnlySet<string> Privileged { get; } = new HashSet<string>();

    /// <summary>Attributes that are wishes, which the kind resolves itself (addresses, gateways).</summary>
    protected virtual IReadOnlySet<string> Resolved { get; } = new HashSet<string>();

    protected virtual string Path => $"/v2.0/{plural}";

    public virtual void Map(CloudRoutes routes)
    {
        routes.Get(Path, List);
        routes.Post(Path, Create);
        routes.Get($"{Path}/{{id}}", request => CloudReply.Ok(singular, Listing.Pick([View(Visible(request), request.Caller)], request).Single()));
        routes.Put($"{Path}/{{id}}", Update);
        routes.Delete($"{Path}/{{id}}", Delete);
        MapTags(routes);
    }

    public abstract CloudFaultException Missing(string? id);

    public T Require(string? id) => table.Find(id) ?? throw Missing(id);

    /// <summary>Settles a new object: defaults that depend on others, addresses, conflicts.</summary>
    protected virtual T Complete(T draft, JsonObject wanted, Caller caller, CloudTransaction transaction) => draft;

    /// <summary>Settles a changed object.</summary>
    protected virtual T Change(T before, T after, JsonObject wanted, Caller caller, CloudTransaction transaction) => after;

    /// <summary>Refuses to go while in use, and takes along what goes with it.</summary>
    protected virtual void Release(T item, CloudTransaction transaction)
    {
    }

    protected virtual bool Shows(T item, Caller caller) => caller.Owns(item.ProjectId);

    /// <summary>Objects among which a list has to look: fewer than all if the query names something that is indexed.</summary>
    protected virtual IEnumerable<T> Candidates(CloudRequest request) => request.Caller.IsAdmin ? table.All : _byProject[request.Caller.ProjectId];

    public virtual JsonObject View(T item, Caller caller)
    {
        var view = CloudJson.Tree(item);
        view["created_at"] = item.CreatedAt.Seconds();
        view["updated_at"] = item.UpdatedAt.Seconds();
        return view;
    }

    private CloudReply List(CloudRequest request)
    {
        var found = request.Query("id") is { } id
            ? request.QueryItems.Where(item => item.Key == "id").Select(item => table.Find(item.Value)).OfType<T>()
            : Candidates(request);
        var views = found.Where(item => Shows(item, request.Caller) && Named(request, item)).Select(item => View(item, request.Caller)).Filter(request).Sort(request);
        var (page, more) = views.Page(request, view => CloudJson.Text(view["id"])!, 1_000_000);
        var body = new JsonObject { [plural] = CloudJson.Array(page.Pick(request)) };
        if (Listing.NextLink(request, more, page.Count == 0 ? null : CloudJson.Text(page[^1]["id"])) is { } links) body[$"{plural}_links"] = links;
        return new CloudReply(200, body);
    }

    // Asked by clients before anything else, and so worth no view of every object.
    private static bool Named(CloudRequest request, T item) => request.Query("name") is not { } name || item.Name == name || request.QueryItems.Count(one => one.Key == "name") > 1;

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        if (request.Object[plural] is JsonArray many)
            return CloudReply.Created(plural, CloudJson.Array(many.OfType<JsonObject>().Select(one => (JsonNode?)View(CreateOne(one, request.Caller, transaction), request.Caller)).ToList()));
        if (request.Object[singular] is not JsonObject wanted) throw CloudFaultException.BadRequest($"Unable to find '{singular}' in request body", "HTTPBadRequest");
        return CloudReply.Created(singular, View(CreateOne(wanted, request.Caller, transaction), request.Caller));
    }

    /// <summary>Creates an object as if its API had been asked; other services do so for their own ends.</summary>
    public T CreateOne(JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        Check(wanted, Creatable, caller, "create");
        if (Required.FirstOrDefault(name => wanted[name] is null) is { } absent)
            throw CloudFaultException.BadRequest($"Failed to parse request. Required attribute '{absent}' not specified", "HTTPBadRequest");
        var project = CloudJson.Text(wanted["project_id"]) ?? CloudJson.Text(wanted["tenant_id"]) ?? caller.ProjectId;
        if (!caller.Owns(project)) throw NetworkFaults.NotAllowed($"create_{singular}");
        RefuseOverQuota(project);
        var body = wanted.DeepClone().AsObject();
        foreach (var name in Resolved.Append("tenant_id")) body.Remove(name);
        body["id"] = Guid.NewGuid().ToString();
        body["project_id"] = project;
        body["created_at"] = JsonValue.Create(transaction.Now);
        body["updated_at"] = JsonValue.Create(transaction.Now);
        body["revision_number"] = 0;
        var draft = body.Deserialize<T>(CloudJson.Options)!;
        return transaction.Put(table, Complete(draft, wanted, caller, transaction));
    }

    private void RefuseOverQuota(string project)
    {
        if (!tables.Quotas.Allows(project, singular, _byProject.Count(project), 1)) throw NetworkFaults.OverQuota(singular);
    }

    public int Used(string project) => _byProject.Count(project);

    private CloudReply Update(CloudRequest request, CloudTransaction transaction)
    {
        var before = Owned(request, "update");
        if (request.Object[singular] is not JsonObject wanted) throw CloudFaultException.BadRequest($"Unable to find '{singular}' in request body", "HTTPBadRequest");
        Check(wanted, Updatable, request.Caller, "update");
        return CloudReply.Ok(singular, View(UpdateOne(before, wanted, request.Caller, transaction), request.Caller));
    }

    public T UpdateOne(T before, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        var merged = CloudJson.Tree(before);
        foreach (var (name, value) in wanted)
            if (name is not ("project_id" or "tenant_id") && !Resolved.Contains(name)) merged[name] = value?.DeepClone();
        merged["updated_at"] = JsonValue.Create(transaction.Now);
        merged["revision_number"] = before.RevisionNumber + 1;
        var after = merged.Deserialize<T>(CloudJson.Options)!;
        return transaction.Put(table, Change(before, after, wanted, caller, transaction));
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        DeleteOne(Owned(request, "delete"), transaction);
        return CloudReply.NoContent;
    }

    public void DeleteOne(T item, CloudTransaction transaction)
    {
        Release(item, transaction);
        transaction.Remove(table, item);
    }

    protected T Visible(CloudRequest request)
    {
        var id = request.Route("id");
        return table.Find(id) is { } item && Shows(item, request.Caller) ? item : throw Missing(id);
    }

    protected T Owned(CloudRequest request, string action)
    {
        var item = Visible(request);
        return request.Caller.Owns(item.ProjectId) ? item : throw NetworkFaults.NotAllowed($"{action}_{singular}");
    }

    private void Check(JsonObject wanted, IReadOnlySet<string> allowed, Caller caller, string action)
    {
        var unknown = wanted.Select(item => item.Key).Where(name => !s_always.Contains(name) && !allowed.Contains(name)).ToList();
        if (unknown.Count > 0)
        {
            var known = Creatable.Contains(unknown[0]) || unknown[0] is "id" or "status" or "created_at";
            throw CloudFaultException.BadRequest(known ? action == "create" ? $"Attribute '{unknown[0]}' not allowed in POST" : $"Cannot update read-only attribute {unknown[0]}" : $"Unrecognized attribute(s) '{string.Join(", ", unknown)}'", "HTTPBadRequest");
        }
        if (!caller.IsAdmin && wanted.Select(item => item.Key).FirstOrDefault(Privileged.Contains) is { } privileged && !Harmless(wanted[privileged]))
            throw NetworkFaults.NotAllowed($"{action}_{singular} and rule:{action}_{singular}:{privileged}");
    }

    // Saying explicitly what is the default anyway needs no privilege.
    private static bool Harmless(JsonNode? value) => value is null || (value is JsonValue flag && flag.TryGetValue<bool>(out var set) && !set);

    private void MapTags(CloudRoutes routes)
    {
        routes.Get($"{Path}/{{id}}/tags", request => CloudReply.Ok("tags", CloudJson.Array(Visible(request).Tags)));
        routes.Put($"{Path}/{{id}}/tags", (request, transaction) =>
        {
            var tags = (request.Object["tags"] as JsonArray)?.Select(CloudJson.Text).OfType<string>().Distinct().ToList() ?? throw NetworkFaults.Input("tags", "a list is expected");
            transaction.Put(table, Owned(request, "update") with { Tags = tags, UpdatedAt = transaction.Now });
            return CloudReply.Ok("tags", CloudJson.Array(tags));
        });
        routes.Delete($"{Path}/{{id}}/tags", (request, transaction) =>
        {
            transaction.Put(table, Owned(request, "update") with { Tags = [], UpdatedAt = transaction.Now });
            return CloudReply.NoContent;
        });
        routes.Get($"{Path}/{{id}}/tags/{{tag}}", request => Visible(request).Tags.Contains(request.Route("tag")) ? CloudReply.NoContent : throw TagMissing(request));
        routes.Put($"{Path}/{{id}}/tags/{{tag}}", (request, transaction) =>
        {
            var item = Owned(request, "update");
            transaction.Put(table, item with { Tags = [.. item.Tags.Append(request.Route("tag")).Distinct()], UpdatedAt = transaction.Now });
            return new CloudReply(201);
        });
        routes.Delete($"{Path}/{{id}}/tags/{{tag}}", (request, transaction) =>
        {
            var item = Owned(request, "update");
            if (!item.Tags.Contains(request.Route("tag"))) throw TagMissing(request);
            transaction.Put(table, item with { Tags = [.. item.Tags.Where(tag => tag != request.Route("tag"))], UpdatedAt = transaction.Now });
            return CloudReply.NoContent;
        });
    }

    private static CloudFaultException TagMissing(CloudRequest request) => CloudFaultException.NotFound($"Tag {request.Route("tag")} could not be found.", "TagNotFound");
}
