using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/projects.</summary>
internal sealed class ProjectsApi(IdentityTables tables, RoleBook roles) : IdentityCollection<Project>(tables.Projects, "project", "projects")
{
    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Get("/v3/projects/{id}/tags", request => new CloudReply(200, new JsonObject { ["tags"] = CloudJson.Array(Require(request.Route("id")).Tags) }));
    }

    protected override void AuthorizeRead(CloudRequest request, Project? item)
    {
        if (item is null || (item.Id != request.Caller.Project?.Id && roles.On(item.Id, request.Caller.UserId).IsEmpty)) base.AuthorizeRead(request, item);
    }

    protected override Project Settle(Project item, Project? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        if (before is null && wanted["domain_id"] is null) item = item with { DomainId = request.Caller.User.DomainId };
        if (tables.Domains.Find(item.DomainId) is null) throw CloudFaultException.NotFound($"Could not find domain: {item.DomainId}.");
        if (item.ParentId is { } parent && parent != item.DomainId) Require(parent);
        RefuseSecond(item, item.DomainId, other => other.DomainId);
        return item with { ParentId = item.ParentId ?? item.DomainId, Description = item.Description ?? "" };
    }

    protected override void Release(Project item, CloudTransaction transaction)
    {
        if (tables.Projects.All.Any(other => other.ParentId == item.Id))
            throw CloudFaultException.Forbidden($"Cannot delete the project {item.Id} since it is not a leaf in the hierarchy. Use the cascade option if you want to delete a whole subtree.");
        foreach (var assignment in tables.AssignmentsByTarget[item.Id]) transaction.Remove(tables.Assignments, assignment);
    }
}
