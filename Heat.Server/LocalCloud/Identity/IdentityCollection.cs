using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Create, read, update and delete for one kind of entity. What is special about a kind is said by overriding.</summary>
internal class IdentityCollection<T>(CloudTable<T> table, string singular, string plural) : ICloudApi where T : IdentityEntity
{
    public CloudTable<T> Table => table;

    public string Plural => plural;

    public virtual void Map(CloudRoutes routes)
    {
        routes.Get($"/v3/{plural}", List);
        routes.Post($"/v3/{plural}", Create);
        routes.Get($"/v3/{plural}/{{id}}", Show);
        routes.Patch($"/v3/{plural}/{{id}}", Update);
        routes.Delete($"/v3/{plural}/{{id}}", Delete);
    }

    protected virtual void AuthorizeRead(CloudRequest request, T? item)
    {
        if (item is null) request.Caller.RequireAdmin($"identity:list_{plural}");
        else request.Caller.RequireAdmin($"identity:get_{singular}");
    }

    protected virtual void AuthorizeWrite(CloudRequest request, string action, JsonObject wanted, T? item) => request.Caller.RequireAdmin($"identity:{action}_{singular}");

    /// <summary>The last word on what is about to be stored: checks it against the others and settles what depends on the caller.</summary>
    protected virtual T Settle(T item, T? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction) => item;

    /// <summary>What goes with an entity when it goes.</summary>
    protected virtual void Release(T item, CloudTransaction transaction)
    {
    }

    protected virtual string NewId(JsonObject wanted) => Guid.NewGuid().ToString("N");

    protected virtual JsonObject View(T item, CloudRequest request) => IdentityViews.Of(item, request, plural);

    public T Require(string? id) => table.Find(id) ?? throw CloudFaultException.NotFound($"Could not find {singular}: {id}.");

    protected void RefuseSecond(T item, string? domain, Func<T, string?> domainOf)
    {
        if (string.IsNullOrEmpty(item.Name)) throw CloudFaultException.BadRequest($"Invalid input for field 'name': '{item.Name}' is too short");
        var taken = table.All.Any(other => other.Id != item.Id && other.Name == item.Name && domainOf(other) == domain);
        if (!taken) return;
        var place = domain is null ? "" : $" at domain ID {domain}";
        throw CloudFaultException.Conflict($"Conflict occurred attempting to store {singular} - Duplicate entry found with name {item.Name}{place}.");
    }

    private CloudReply List(CloudRequest request)
    {
        AuthorizeRead(request, null);
        return IdentityViews.List(request, plural, table.All.Select(item => View(item, request)).Filter(request));
    }

    private CloudReply Show(CloudRequest request)
    {
        var item = table.Find(request.Route("id"));
        if (item is null) request.Caller.RequireAdmin($"identity:get_{singular}");
        else AuthorizeRead(request, item);
        return CloudReply.Ok(singular, View(Require(request.Route("id")), request));
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var wanted = Body(request);
        AuthorizeWrite(request, "create", wanted, null);
        wanted["id"] = NewId(wanted);
        wanted["created_at"] = JsonValue.Create(transaction.Now);
        var item = Settle(Read(wanted), null, wanted, request, transaction);
        return CloudReply.Created(singular, View(transaction.Put(table, item), request));
    }

    private CloudReply Update(CloudRequest request, CloudTransaction transaction)
    {
        var wanted = Body(request);
        var before = table.Find(request.Route("id"));
        AuthorizeWrite(request, "update", wanted, before);
        before = Require(request.Route("id"));
        var merged = CloudJson.Tree(before);
        RefuseMove(merged, wanted);
        foreach (var (name, value) in wanted)
            if (name is not ("id" or "created_at" or "password_hash")) merged[name] = value?.DeepClone();
        return CloudReply.Ok(singular, View(transaction.Put(table, Settle(Read(merged), before, wanted, request, transaction)), request));
    }

    /// <summary>Nothing changes to another domain, or to another project above.</summary>
    private static void RefuseMove(JsonObject before, JsonObject wanted)
    {
        if (Differs("domain_id")) throw CloudFaultException.BadRequest("Cannot change Domain ID");
        if (Differs("parent_id")) throw CloudFaultException.Forbidden("Update of `parent_id` is not allowed.");

        bool Differs(string name) => wanted.ContainsKey(name) && CloudJson.Text(wanted[name]) != CloudJson.Text(before[name]);
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        AuthorizeWrite(request, "delete", [], table.Find(request.Route("id")));
        var item = Require(request.Route("id"));
        Release(item, transaction);
        transaction.Remove(table, item);
        return CloudReply.NoContent;
    }

    private JsonObject Body(CloudRequest request) =>
        request.Object[singular] is JsonObject body ? body.DeepClone().AsObject() : throw CloudFaultException.BadRequest($"'{singular}' is a required property");

    private static T Read(JsonObject body)
    {
        var kept = body.DeepClone().AsObject();
        foreach (var name in new[] { "password", "links" }) kept.Remove(name);
        return kept.Deserialize<T>(CloudJson.Options)!;
    }
}
