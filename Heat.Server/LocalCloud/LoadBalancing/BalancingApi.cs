using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>Load balancers and their parts, behind either of their doors.</summary>
internal abstract class BalancingApi(BalancingTables tables, BalancingStore store, BalancingViews views, BalancingWords words, IReadOnlyList<string> versions) : ICloudApi
{
    public void Map(CloudRoutes routes)
    {
        foreach (var version in versions)
            foreach (var kind in BalancingKind.All)
                Map(routes, kind, kind.Whole is null ? $"{version}/lbaas/{kind.Plural}" : $"{version}/lbaas/{kind.Whole.Plural}/{{whole}}/{kind.Plural}");
    }

    private void Map(CloudRoutes routes, BalancingKind kind, string path)
    {
        routes.Get(path, request => List(kind, request));
        routes.Post(path, (request, transaction) =>
            CloudReply.Created(kind.Singular, View(kind, store.Create(kind, Body(kind, request), WholeOf(kind, request), request.Caller, words, transaction))));
        routes.Get($"{path}/{{id}}", request => CloudReply.Ok(kind.Singular, View(kind, Require(kind, request))));
        routes.Put($"{path}/{{id}}", (request, transaction) =>
            CloudReply.Ok(kind.Singular, View(kind, store.Update(kind, Require(kind, request), Body(kind, request), request.Caller, words, transaction))));
        routes.Delete($"{path}/{{id}}", (request, transaction) =>
        {
            store.Delete(kind, Require(kind, request), request.Flag("cascade"), words, transaction);
            return CloudReply.NoContent;
        });
    }

    private CloudReply List(BalancingKind kind, CloudRequest request)
    {
        var whole = WholeOf(kind, request);
        var found = tables.All(kind).Where(part => part.WholeId == whole && request.Caller.Owns(part.ProjectId)).Select(part => View(kind, part)).Filter(request).Sort(request);
        return CloudReply.Ok(kind.Plural, CloudJson.Array(found.Pick(request)));
    }

    private string? WholeOf(BalancingKind kind, CloudRequest request) => kind.Whole is null ? null : store.Require(kind.Whole, request.Route("whole"), request.Caller, words).Id;

    private BalancingPart Require(BalancingKind kind, CloudRequest request)
    {
        var part = store.Require(kind, request.Route("id"), request.Caller, words);
        return part.WholeId == WholeOf(kind, request) ? part : throw words.Missing(kind, part.Id);
    }

    private static JsonObject Body(BalancingKind kind, CloudRequest request) =>
        request.Object[kind.Singular] as JsonObject ?? throw CloudFaultException.BadRequest($"Invalid input for field/attribute {kind.Singular}. Mandatory field missing.");

    private JsonObject View(BalancingKind kind, BalancingPart part) => words.Shown(kind, views.View(kind, part));
}

/// <summary>The door of the load balancing service.</summary>
internal sealed class PresentBalancingApi(BalancingTables tables, BalancingStore store, BalancingViews views) : BalancingApi(tables, store, views, BalancingWords.Present, ["/v2.0", "/v2"]);

/// <summary>The door of the network service.</summary>
internal sealed class OlderBalancingApi(BalancingTables tables, BalancingStore store, BalancingViews views) : BalancingApi(tables, store, views, BalancingWords.Older, ["/v2.0"]);
