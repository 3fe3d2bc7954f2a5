using System.Globalization;
using System.Security.Cryptography;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.ObjectStore;

/// <summary>/v1/AUTH_{project}/{container}/{object}: with a token, or by a temporary address without.</summary>
internal sealed class ObjectsApi(ObjectTables tables, TimeProvider time) : ICloudApi
{
    private const string Path = AccountsApi.Container + "/{**object}";
    private const string Prefix = "x-object-meta-";

    public void Map(CloudRoutes routes)
    {
        routes.Public(Path, Show);
        routes.PublicPut(Path, Put);
        routes.PublicPost(Path, Change);
        routes.PublicDelete(Path, Delete);
    }

    private CloudReply Show(CloudRequest request)
    {
        var item = Find(Allowed(request), request);
        var headers = AccountsApi.Headers(Prefix, item.Metadata, ("ETag", item.Etag), ("X-Timestamp", Moment(item.CreatedAt)));
        return new CloudReply(200) { Content = item.Content, Headers = headers };
    }

    private CloudReply Put(CloudRequest request, CloudTransaction transaction)
    {
        var container = Allowed(request);
        var name = NameIn(request);
        if (tables.Objects.Find(StoreObject.IdOf(container.Id, name)) is { } before) KeepVersion(container, before, transaction);
#pragma warning disable CA5351 // The store's checksum is an MD5.
        var etag = Convert.ToHexStringLower(MD5.HashData(request.Content.Span));
#pragma warning restore CA5351
        transaction.Put(tables.Objects, new StoreObject
        {
            Id = StoreObject.IdOf(container.Id, name),
            ContainerId = container.Id,
            Name = name,
            CreatedAt = transaction.Now,
            Content = request.Content.ToArray(),
            ContentType = request.Header("Content-Type") ?? "application/octet-stream",
            Etag = etag,
            Metadata = AccountsApi.Noted(request, Prefix, new Dictionary<string, string>()),
        });
        return new CloudReply(201) { Headers = new Dictionary<string, string> { ["ETag"] = etag } };
    }

    private CloudReply Change(CloudRequest request, CloudTransaction transaction)
    {
        var item = Find(Allowed(request), request);
        transaction.Put(tables.Objects, item with { Metadata = AccountsApi.Noted(request, Prefix, new Dictionary<string, string>()) });
        return AccountsApi.AcceptedPage;
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        var container = Allowed(request);
        var item = Find(container, request);
        transaction.Remove(tables.Objects, item);
        // Of an object with versions, the one before comes back.
        if (VersionsOf(container, item.Name).LastOrDefault() is { } version)
        {
            transaction.Remove(tables.Objects, version);
            transaction.Put(tables.Objects, version with { Id = item.Id, ContainerId = container.Id, Name = item.Name });
        }
        return CloudReply.NoContent;
    }

    private void KeepVersion(StoreContainer container, StoreObject before, CloudTransaction transaction)
    {
        if (container.Versions is not { } versions || tables.Containers.Find(StoreContainer.IdOf(container.Account, versions)) is not { } keeper) return;
        // Versions of the same instant still need names of their own, in their order.
        var name = $"{VersionPrefix(before.Name)}{Moment(before.CreatedAt)}{VersionsOf(container, before.Name).Count():D6}";
        transaction.Put(tables.Objects, before with { Id = StoreObject.IdOf(keeper.Id, name), ContainerId = keeper.Id, Name = name });
    }

    private IEnumerable<StoreObject> VersionsOf(StoreContainer container, string name)
    {
        if (container.Versions is not { } versions) return [];
        var prefix = VersionPrefix(name);
        return tables.ObjectsByContainer[StoreContainer.IdOf(container.Account, versions)].Where(item => item.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(item => item.Name, StringComparer.Ordinal);
    }

    private static string VersionPrefix(string name) => $"{name.Length:x3}{name}/";

    private StoreObject Find(StoreContainer container, CloudRequest request) =>
        tables.Objects.Find(StoreObject.IdOf(container.Id, NameIn(request))) ?? throw CloudFaultException.NotFound("The resource could not be found.");

    /// <summary>The container, if the request may use it.</summary>
    private StoreContainer Allowed(CloudRequest request)
    {
        var (account, container) = (request.Route("account"), request.Route("container"));
        var path = $"/v1/AUTH_{account}/{container}/{NameIn(request)}";
        var isOpen = request.Method is "GET" or "HEAD" && tables.Containers.Find(StoreContainer.IdOf(account, container)) is { IsPublic: true };
        if (!isOpen && !TemporaryAddress.Allows(request, tables.Accounts.Find(account), path, time.GetUtcNow())) AccountsApi.Own(request);
        return tables.Containers.Find(StoreContainer.IdOf(account, container)) ?? throw CloudFaultException.NotFound("The resource could not be found.");
    }

    // Of an escaped path, the slashes in a part stay escaped; here they belong to the name.
    private static string NameIn(CloudRequest request) => request.Route("object").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static string Moment(DateTimeOffset moment) => (moment.ToUnixTimeMilliseconds() / 1000.0).ToString("F5", CultureInfo.InvariantCulture);
}
