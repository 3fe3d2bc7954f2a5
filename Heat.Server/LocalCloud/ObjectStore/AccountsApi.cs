using System.Globalization;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.ObjectStore;

/// <summary>/v1/AUTH_{project} and the containers below it.</summary>
internal sealed class AccountsApi(ObjectTables tables) : ICloudApi
{
    public const string Account = "/v1/AUTH_{account}";
    public const string Container = Account + "/{container}";
    private const string AccountPrefix = "x-account-meta-";
    private const string ContainerPrefix = "x-container-meta-";
    private const string ReadHeader = "X-Container-Read";
    private const string WriteHeader = "X-Container-Write";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Account, ShowAccount);
        routes.Post(Account, ChangeAccount);
        routes.Get(Container, ShowContainer);
        routes.Put(Container, PutContainer);
        routes.Post(Container, PutContainer);
        routes.Delete(Container, DeleteContainer);
    }

    /// <summary>The project whose store a request is about; others' are closed.</summary>
    public static string Own(CloudRequest request)
    {
        var account = request.Route("account");
        return request.Caller.Owns(account) ? account : throw CloudFaultException.Forbidden("Access was denied to this resource.");
    }

    /// <summary>Notes that a request brings in headers, over those that there are; an empty one takes a note away.</summary>
    public static Dictionary<string, string> Noted(CloudRequest request, string prefix, IReadOnlyDictionary<string, string> before)
    {
        var notes = new Dictionary<string, string>(before);
        foreach (var (name, value) in request.HeadersBeginning(prefix))
            if (value.Length > 0) notes[name] = value;
            else notes.Remove(name);
        return notes;
    }

    public static Dictionary<string, string> Headers(string prefix, IReadOnlyDictionary<string, string> notes, params (string Name, string Value)[] more) =>
        notes.Select(note => (Name: prefix + note.Key, note.Value)).Concat(more).ToDictionary(header => header.Name, header => header.Value);

    private CloudReply ShowAccount(CloudRequest request)
    {
        var account = Own(request);
        var containers = tables.ContainersByAccount[account].OrderBy(container => container.Name, StringComparer.Ordinal).ToList();
        var headers = Headers(AccountPrefix, tables.Accounts.Find(account)?.Metadata ?? new Dictionary<string, string>(), ("X-Account-Container-Count", Text(containers.Count)));
        var listed = containers.Select(container => new JsonObject
        {
            ["name"] = container.Name,
            ["count"] = tables.ObjectsByContainer[container.Id].Count(),
            ["bytes"] = tables.ObjectsByContainer[container.Id].Sum(item => item.Content.LongLength),
        });
        return Listing(request, listed, headers);
    }

    private CloudReply ChangeAccount(CloudRequest request, CloudTransaction transaction)
    {
        var account = Own(request);
        var before = tables.Accounts.Find(account) ?? new StoreAccount { Id = account, CreatedAt = transaction.Now };
        transaction.Put(tables.Accounts, before with { Metadata = Noted(request, AccountPrefix, before.Metadata) });
        return CloudReply.NoContent;
    }

    private CloudReply ShowContainer(CloudRequest request)
    {
        var container = tables.Containers.Find(StoreContainer.IdOf(Own(request), request.Route("container"))) ?? throw CloudFaultException.NotFound("The resource could not be found.");
        var items = tables.ObjectsByContainer[container.Id].OrderBy(item => item.Name, StringComparer.Ordinal).ToList();
        var headers = Headers(ContainerPrefix, container.Metadata, ("X-Container-Object-Count", Text(items.Count)), ("X-Container-Bytes-Used", Text(items.Sum(item => item.Content.LongLength))));
        if (container.Versions is { } versions) headers["X-Versions-Location"] = versions;
        if (container.Readers is { } readers) headers[ReadHeader] = readers;
        if (container.Writers is { } writers) headers[WriteHeader] = writers;
        var shown = items.Where(item => item.Name.StartsWith(request.Query("prefix") ?? "", StringComparison.Ordinal)).Select(item => new JsonObject
        {
            ["name"] = item.Name,
            ["bytes"] = item.Content.Length,
            ["hash"] = item.Etag,
            ["content_type"] = item.ContentType,
            ["last_modified"] = item.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        });
        return Listing(request, shown, headers);
    }

    /// <summary>The real service tells on a page that it changes what is there.</summary>
    internal static CloudReply AcceptedPage { get; } = CloudReply.Accepted with
    {
        Content = "<html><h1>Accepted</h1><p>The request is accepted for processing.</p></html>"u8.ToArray(),
        ContentType = "text/html; charset=UTF-8",
    };

    private CloudReply PutContainer(CloudRequest request, CloudTransaction transaction)
    {
        var (account, name) = (Own(request), request.Route("container"));
        var id = StoreContainer.IdOf(account, name);
        var before = tables.Containers.Find(id);
        if (before is null && request.Method == "POST") throw CloudFaultException.NotFound("The resource could not be found.");
        var container = before ?? new StoreContainer { Id = id, Account = account, Name = name, CreatedAt = transaction.Now };
        transaction.Put(tables.Containers, container with
        {
            Versions = request.Header("X-Versions-Location") is { } versions ? Uri.UnescapeDataString(versions) : container.Versions,
            Readers = Access(request, ReadHeader, container.Readers),
            Writers = Access(request, WriteHeader, container.Writers),
            Metadata = Noted(request, ContainerPrefix, container.Metadata),
        });
        return request.Method == "POST" ? CloudReply.NoContent : before is null ? new CloudReply(201) : AcceptedPage;
    }

    private CloudReply DeleteContainer(CloudRequest request, CloudTransaction transaction)
    {
        var container = tables.Containers.Find(StoreContainer.IdOf(Own(request), request.Route("container"))) ?? throw CloudFaultException.NotFound("The resource could not be found.");
        if (tables.ObjectsByContainer[container.Id].Any()) throw CloudFaultException.Conflict("There was a conflict when trying to complete your request.");
        transaction.Remove(tables.Containers, container);
        return CloudReply.NoContent;
    }

    // Plain names, one a line, unless the client asks for more.
    private static CloudReply Listing(CloudRequest request, IEnumerable<JsonObject> items, Dictionary<string, string> headers)
    {
        var all = items.ToList();
        if (request.Query("format") == "json" || request.Header("Accept")?.Contains("application/json", StringComparison.Ordinal) == true)
            return new CloudReply(200, CloudJson.Array(all)) { Headers = headers };
        var names = string.Concat(all.Select(item => $"{CloudJson.Text(item["name"])}\n"));
        return new CloudReply(all.Count == 0 ? 204 : 200) { Headers = headers, Content = all.Count == 0 ? null : System.Text.Encoding.UTF8.GetBytes(names) };
    }

    /// <summary>An access list that a request brings; an empty one takes it away.</summary>
    private static string? Access(CloudRequest request, string header, string? before) => request.Header(header) is not { } list ? before : list.Length > 0 ? list : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
