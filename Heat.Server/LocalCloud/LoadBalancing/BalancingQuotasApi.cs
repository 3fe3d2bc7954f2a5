using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>/lbaas/quotas. Two of the resources go by two names.</summary>
internal sealed class BalancingQuotasApi(BalancingTables tables) : ICloudApi
{
    private static readonly Dictionary<string, string> s_otherNames = new() { ["load_balancer"] = "loadbalancer", ["health_monitor"] = "healthmonitor" };

    public void Map(CloudRoutes routes)
    {
        foreach (var version in new[] { "/v2.0", "/v2" })
        {
            routes.Get($"{version}/lbaas/quotas/{{project}}", request => CloudReply.Ok("quota", Limits(Reachable(request))));
            routes.Get($"{version}/lbaas/quotas/{{project}}/default", _ => CloudReply.Ok("quota", CloudJson.Tree(tables.Quotas.Defaults)));
            routes.Put($"{version}/lbaas/quotas/{{project}}", Set);
            routes.Delete($"{version}/lbaas/quotas/{{project}}", Reset);
        }
    }

    private CloudReply Set(CloudRequest request, CloudTransaction transaction)
    {
        RequireAdmin(request);
        var wanted = request.Object["quota"] as JsonObject ?? throw CloudFaultException.BadRequest("Invalid input for field/attribute quota. Mandatory field missing.");
        tables.Quotas.Set(transaction, request.Route("project"), wanted.Select(Limit).ToList());
        return new CloudReply(202, new JsonObject { ["quota"] = Limits(request.Route("project")) });
    }

    private CloudReply Reset(CloudRequest request, CloudTransaction transaction)
    {
        RequireAdmin(request);
        tables.Quotas.Reset(transaction, request.Route("project"));
        return CloudReply.NoContent;
    }

    private KeyValuePair<string, int> Limit(KeyValuePair<string, JsonNode?> item)
    {
        var name = s_otherNames.GetValueOrDefault(item.Key, item.Key);
        if (!tables.Quotas.Resources.Contains(name)) throw CloudFaultException.BadRequest($"Invalid input for field/attribute {item.Key}. Unknown attribute.");
        return int.TryParse(CloudJson.Text(item.Value), out var limit) && limit >= -1 ? KeyValuePair.Create(name, limit) : throw CloudFaultException.BadRequest($"Invalid input for field/attribute {item.Key}. Value: '{CloudJson.Text(item.Value)}'.");
    }

    private JsonObject Limits(string project)
    {
        var view = new JsonObject();
        foreach (var resource in tables.Quotas.Resources) view[resource] = tables.Quotas.Limit(project, resource);
        foreach (var (other, name) in s_otherNames) view[other] = tables.Quotas.Limit(project, name);
        return view;
    }

    private static string Reachable(CloudRequest request) =>
        request.Caller.Owns(request.Route("project")) ? request.Route("project") : throw CloudFaultException.Forbidden("Policy does not allow this request to be performed.");

    private static void RequireAdmin(CloudRequest request)
    {
        if (!request.Caller.IsAdmin) throw CloudFaultException.Forbidden("Policy does not allow this request to be performed.");
    }
}
