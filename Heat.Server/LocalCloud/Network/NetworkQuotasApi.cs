using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>/v2.0/quotas.</summary>
internal sealed class NetworkQuotasApi(NetworkTables tables) : ICloudApi
{
    public void Map(CloudRoutes routes)
    {
        routes.Get("/v2.0/quotas", _ => CloudReply.Ok("quotas", new JsonArray()));
        routes.Get("/v2.0/quotas/{project}", request => CloudReply.Ok("quota", Limits(Reachable(request))));
        routes.Get("/v2.0/quotas/{project}/default", request => CloudReply.Ok("quota", CloudJson.Tree(tables.Quotas.Defaults)));
        routes.Get("/v2.0/quotas/{project}/details.json", request => CloudReply.Ok("quota", Details(Reachable(request))));
        routes.Get("/v2.0/quotas/{project}/details", request => CloudReply.Ok("quota", Details(Reachable(request))));
        routes.Put("/v2.0/quotas/{project}", (request, transaction) =>
        {
            if (!request.Caller.IsAdmin) throw NetworkFaults.NotAllowed("update_quota");
            tables.Quotas.Set(transaction, request.Route("project"), request.Wrapped("quota")
                .Where(item => item.Key is not ("tenant_id" or "project_id" or "force" or "check_limit")).Select(Limit).ToList());
            return CloudReply.Ok("quota", Limits(request.Route("project")));
        });
        routes.Delete("/v2.0/quotas/{project}", (request, transaction) =>
        {
            if (!request.Caller.IsAdmin) throw NetworkFaults.NotAllowed("delete_quota");
            tables.Quotas.Reset(transaction, request.Route("project"));
            return CloudReply.NoContent;
        });
    }

    private KeyValuePair<string, int> Limit(KeyValuePair<string, JsonNode?> item)
    {
        if (!tables.Quotas.Resources.Contains(item.Key)) throw CloudFaultException.BadRequest($"Unrecognized attribute(s) '{item.Key}'", "HTTPBadRequest");
        return int.TryParse(CloudJson.Text(item.Value), out var limit) && limit >= -1 ? KeyValuePair.Create(item.Key, limit) : throw NetworkFaults.Input(item.Key, $"'{CloudJson.Text(item.Value)}' is not an integer of at least -1");
    }

    private static string Reachable(CloudRequest request) =>
        request.Caller.Owns(request.Route("project")) ? request.Route("project") : throw NetworkFaults.NotAllowed("get_quota");

    private JsonObject Limits(string project)
    {
        var view = new JsonObject();
        foreach (var resource in tables.Quotas.Resources) view[resource] = tables.Quotas.Limit(project, resource);
        return view;
    }

    private JsonObject Details(string project)
    {
        var view = new JsonObject();
        foreach (var resource in tables.Quotas.Resources)
            view[resource] = new JsonObject { ["limit"] = tables.Quotas.Limit(project, resource), ["used"] = Used(project, resource), ["reserved"] = 0 };
        return view;
    }

    private int Used(string project, string resource) => resource switch
    {
        "network" => tables.Networks.All.Count(item => item.ProjectId == project),
        "subnet" => tables.Subnets.All.Count(item => item.ProjectId == project),
        "port" => tables.Ports.All.Count(item => item.ProjectId == project),
        "router" => tables.Routers.All.Count(item => item.ProjectId == project),
        "floatingip" => tables.FloatingIps.All.Count(item => item.ProjectId == project),
        "security_group" => tables.SecurityGroupsByProject.Count(project),
        "security_group_rule" => tables.Rules.All.Count(item => item.ProjectId == project),
        _ => tables.Documents.All.Count(item => item.ProjectId == project && item.Collection.StartsWith(resource, StringComparison.Ordinal)),
    };
}
