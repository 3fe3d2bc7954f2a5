using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>/lbaas/quotas. Two of the limits may be set by older names too.</summary>
internal sealed class BalancingQuotasApi(BalancingTables tables) : ICloudApi
{
    private static readonly Dictionary<string, string> s_presentNames = new() { ["loadbalancer"] = "load_balancer", ["healthmonitor"] = "health_monitor" };

    public void Map(CloudRoutes routes)
    {
        foreach (var version in new[] { "/v2.0", "/v2" })
        {
            routes.Get($"{version}/lbaas/quotas/{{project}}", request => CloudReply.Ok("quota", Limits(Reachable(request))));
            routes.Get($"{version}/lbaas/quotas/{{project}}/default", _ => CloudReply.Ok("quota", View(resource => tables.Quotas.Defaults[resource])));
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
        return CloudReply.Accepted;
    }

    private KeyValuePair<string, int> Limit(KeyValuePair<string, JsonNode?> item)
    {
        var name = s_presentNames.FirstOrDefault(names => names.Value == item.Key).Key ?? item.Key;
        if (!tables.Quotas.Resources.Contains(name)) throw CloudFaultException.BadRequest($"Invalid input for field/attribute {item.Key}. Unknown attribute.");
        return int.TryParse(CloudJson.Text(item.Value), out var limit) && limit >= -1 ? KeyValuePair.Create(name, limit) : throw CloudFaultException.BadRequest($"Invalid input for field/attribute {item.Key}. Value: '{CloudJson.Text(item.Value)}'.");
    }

    private JsonObject Limits(string project) => View(resource => tables.Quotas.Limit(project, resource));

    private JsonObject View(Func<string, int> limit) =>
        new(tables.Quotas.Resources.Select(resource => KeyValuePair.Create<string, JsonNode?>(s_presentNames.GetValueOrDefault(resource, resource), limit(resource))));

    private static string Reachable(CloudRequest request) =>
        request.Caller.Owns(request.Route("project")) ? request.Route("project") : throw CloudFaultException.Forbidden("Policy does not allow this request to be performed.");

    private static void RequireAdmin(CloudRequest request)
    {
        if (!request.Caller.IsAdmin) throw CloudFaultException.Forbidden("Policy does not allow this request to be performed.");
    }
}
