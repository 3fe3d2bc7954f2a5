using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>/os-server-groups.</summary>
internal sealed class ServerGroupsApi(ComputeTables tables) : ICloudApi
{
    private static readonly string[] s_policies = ["anti-affinity", "affinity", "soft-anti-affinity", "soft-affinity"];

    public void Map(CloudRoutes routes)
    {
        routes.Get("/v2.1/os-server-groups", request =>
        {
            var found = request.Caller.IsAdmin && request.Flag("all_projects") ? tables.Groups.All : tables.GroupsByProject[request.Caller.ProjectId];
            return CloudReply.Ok("server_groups", CloudJson.Array(found.Page(request, group => group.Id).Page.Select(group => View(group, request))));
        });
        routes.Post("/v2.1/os-server-groups", Create);
        routes.Get("/v2.1/os-server-groups/{id}", request => CloudReply.Ok("server_group", View(Require(request), request)));
        routes.Delete("/v2.1/os-server-groups/{id}", (request, transaction) =>
        {
            transaction.Remove(tables.Groups, Require(request));
            return CloudReply.NoContent;
        });
    }

    private ServerGroup Require(CloudRequest request) =>
        tables.Groups.Find(request.Route("id")) is { } group && request.Caller.Owns(group.ProjectId) ? group : throw CloudFaultException.NotFound($"Instance group {request.Route("id")} could not be found.");

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var wanted = request.Wrapped("server_group");
        var policy = request.Microversion >= 64 ? CloudJson.Text(wanted["policy"]) : CloudJson.Text((wanted["policies"] as JsonArray)?.FirstOrDefault());
        if (policy is null || !s_policies.Contains(policy)) throw ComputeFaults.Input(request.Microversion >= 64 ? "policy" : "policies", policy ?? "None", $"'{policy}' is not one of ['{string.Join("', '", s_policies)}']");
        var group = transaction.Put(tables.Groups, new ServerGroup
        {
            Id = Guid.NewGuid().ToString(),
            CreatedAt = transaction.Now,
            Name = CloudJson.Text(wanted["name"]) ?? throw ComputeFaults.Input("server_group", wanted.ToJsonString(), "'name' is a required property"),
            ProjectId = request.Caller.ProjectId,
            UserId = request.Caller.UserId,
            Policy = policy,
            Rules = wanted["rules"]?.DeepClone().AsObject() ?? [],
        });
        if (!tables.Quotas.Allows(group.ProjectId, "server_groups", tables.GroupsByProject.Count(group.ProjectId), 0)) throw CloudFaultException.Forbidden("Quota exceeded, too many server groups.");
        return CloudReply.Ok("server_group", View(group, request));
    }

    private JsonObject View(ServerGroup group, CloudRequest request)
    {
        var view = new JsonObject
        {
            ["id"] = group.Id,
            ["name"] = group.Name,
            ["members"] = CloudJson.Array(tables.ServersByGroup[group.Id].Where(server => server.GoneAt is null).Select(server => server.Id)),
        };
        if (request.Microversion >= 13)
        {
            view["project_id"] = group.ProjectId;
            view["user_id"] = group.UserId;
        }
        if (request.Microversion >= 64)
        {
            view["policy"] = group.Policy;
            view["rules"] = group.Rules.DeepClone();
            return view;
        }
        view["policies"] = new JsonArray(group.Policy);
        view["metadata"] = new JsonObject();
        return view;
    }
}
