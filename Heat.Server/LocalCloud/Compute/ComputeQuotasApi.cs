using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>/os-quota-sets and /limits.</summary>
internal sealed class ComputeQuotasApi(ComputeTables tables) : ICloudApi
{
    private const string Path = "/v2.1/os-quota-sets/{project}";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, request => CloudReply.Ok("quota_set", View(Reachable(request), id: true)));
        routes.Get($"{Path}/defaults", request => CloudReply.Ok("quota_set", Defaults(request.Route("project"))));
        routes.Get($"{Path}/detail", request => CloudReply.Ok("quota_set", Detail(Reachable(request))));
        routes.Put(Path, (request, transaction) =>
        {
            request.Caller.RequireAdmin("os_compute_api:os-quota-sets:update");
            tables.Quotas.Set(transaction, request.Route("project"), request.Wrapped("quota_set").Where(item => item.Key is not ("force" or "tenant_id")).Select(Limit).ToList());
            return CloudReply.Ok("quota_set", View(request.Route("project"), id: false));
        });
        routes.Delete(Path, (request, transaction) =>
        {
            request.Caller.RequireAdmin("os_compute_api:os-quota-sets:delete");
            tables.Quotas.Reset(transaction, request.Route("project"));
            return CloudReply.Accepted;
        });
        routes.Get("/v2.1/limits", request => CloudReply.Ok("limits", Limits(request.Caller.IsAdmin ? request.Query("tenant_id") ?? request.Caller.ProjectId : request.Caller.ProjectId)));
    }

    private KeyValuePair<string, int> Limit(KeyValuePair<string, JsonNode?> item) =>
        tables.Quotas.Resources.Contains(item.Key) && int.TryParse(CloudJson.Text(item.Value), out var limit) && limit >= -1
            ? KeyValuePair.Create(item.Key, limit)
            : throw ComputeFaults.Input(item.Key, CloudJson.Text(item.Value) ?? "None", "It is not a quota of this service, or not an integer of at least -1");

    private static string Reachable(CloudRequest request) =>
        request.Caller.Owns(request.Route("project")) ? request.Route("project") : throw CloudFaultException.Forbidden("Policy doesn't allow os_compute_api:os-quota-sets:show to be performed.");

    private JsonObject View(string project, bool id)
    {
        var view = new JsonObject();
        if (id) view["id"] = project;
        foreach (var resource in tables.Quotas.Resources) view[resource] = tables.Quotas.Limit(project, resource);
        return view;
    }

    private JsonObject Defaults(string project)
    {
        var view = CloudJson.Tree(tables.Quotas.Defaults);
        view["id"] = project;
        return view;
    }

    private JsonObject Detail(string project)
    {
        var used = Used(project);
        var view = new JsonObject { ["id"] = project };
        foreach (var resource in tables.Quotas.Resources)
            view[resource] = new JsonObject { ["limit"] = tables.Quotas.Limit(project, resource), ["in_use"] = used.GetValueOrDefault(resource), ["reserved"] = 0 };
        return view;
    }

    private Dictionary<string, int> Used(string project)
    {
        var servers = tables.ServersByProject[project].Where(server => server.GoneAt is null).ToList();
        return new()
        {
            ["instances"] = servers.Count,
            ["cores"] = servers.Sum(server => server.Flavor.Vcpus),
            ["ram"] = servers.Sum(server => server.Flavor.Ram),
            ["server_groups"] = tables.GroupsByProject.Count(project),
        };
    }

    private JsonObject Limits(string project)
    {
        var used = Used(project);
        var limit = (string resource) => tables.Quotas.Limit(project, resource);
        return new JsonObject
        {
            ["rate"] = new JsonArray(),
            ["absolute"] = new JsonObject
            {
                ["maxTotalInstances"] = limit("instances"),
                ["maxTotalCores"] = limit("cores"),
                ["maxTotalRAMSize"] = limit("ram"),
                ["maxTotalKeypairs"] = limit("key_pairs"),
                ["maxServerMeta"] = limit("metadata_items"),
                ["maxImageMeta"] = limit("metadata_items"),
                ["maxServerGroups"] = limit("server_groups"),
                ["maxServerGroupMembers"] = limit("server_group_members"),
                ["maxPersonality"] = limit("injected_files"),
                ["maxPersonalitySize"] = limit("injected_file_content_bytes"),
                ["maxTotalFloatingIps"] = limit("floating_ips"),
                ["maxSecurityGroups"] = limit("security_groups"),
                ["maxSecurityGroupRules"] = limit("security_group_rules"),
                ["totalInstancesUsed"] = used["instances"],
                ["totalCoresUsed"] = used["cores"],
                ["totalRAMUsed"] = used["ram"],
                ["totalServerGroupsUsed"] = used["server_groups"],
                ["totalSecurityGroupsUsed"] = 0,
                ["totalFloatingIpsUsed"] = 0,
            },
        };
    }
}
