using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Who has which role where: granting, checking, revoking, and the list of all of it.</summary>
internal sealed class RoleAssignmentsApi(IdentityTables tables, RoleBook roles) : ICloudApi
{
    private static readonly (string Path, string Kind)[] s_targets = [("projects", "project"), ("domains", "domain")];
    private static readonly (string Path, string Kind)[] s_actors = [("users", "user"), ("groups", "group")];

    public void Map(CloudRoutes routes)
    {
        foreach (var target in s_targets)
            foreach (var actor in s_actors)
                MapGrants(routes, $"/v3/{target.Path}/{{target}}/{actor.Path}/{{actor}}/roles", target.Kind, actor.Kind);
        foreach (var actor in s_actors)
            MapGrants(routes, $"/v3/system/{actor.Path}/{{actor}}/roles", "system", actor.Kind);
        routes.Get("/v3/role_assignments", List);
    }

    private void MapGrants(CloudRoutes routes, string path, string targetKind, string actorKind)
    {
        routes.Get(path, request => Held(request, targetKind, actorKind));
        routes.Put($"{path}/{{role}}", (request, transaction) => Grant(request, transaction, targetKind, actorKind));
        routes.Get($"{path}/{{role}}", request =>
        {
            request.Caller.RequireAdmin("identity:check_grant");
            Find(request, targetKind, actorKind);
            return CloudReply.NoContent;
        });
        routes.Delete($"{path}/{{role}}", (request, transaction) =>
        {
            request.Caller.RequireAdmin("identity:revoke_grant");
            transaction.Remove(tables.Assignments, Find(request, targetKind, actorKind));
            return CloudReply.NoContent;
        });
    }

    private static string Target(CloudRequest request, string kind) => kind == "system" ? "system" : request.Route("target");

    private CloudReply Held(CloudRequest request, string targetKind, string actorKind)
    {
        request.Caller.RequireAdmin("identity:list_grants");
        RequireEnds(request, targetKind, actorKind);
        var target = Target(request, targetKind);
        var held = tables.AssignmentsByActor[request.Route("actor")].Where(assignment => assignment.TargetId == target);
        return IdentityViews.List(request, "roles", held.Select(assignment => tables.Roles.Find(assignment.RoleId)).OfType<Role>().Select(role => IdentityViews.Of(role, request, "roles")));
    }

    private CloudReply Grant(CloudRequest request, CloudTransaction transaction, string targetKind, string actorKind)
    {
        request.Caller.RequireAdmin("identity:create_grant");
        RequireEnds(request, targetKind, actorKind);
        Put(transaction, tables, actorKind, request.Route("actor"), targetKind, Target(request, targetKind), RequireRole(request).Id);
        return CloudReply.NoContent;
    }

    public static void Put(CloudTransaction transaction, IdentityTables tables, string actorKind, string actor, string targetKind, string target, string role) =>
        transaction.Put(tables.Assignments, new RoleAssignment
        {
            Id = RoleAssignment.IdOf(actorKind, actor, targetKind, target, role),
            CreatedAt = transaction.Now,
            ActorKind = actorKind,
            ActorId = actor,
            TargetKind = targetKind,
            TargetId = target,
            RoleId = role,
        });

    private RoleAssignment Find(CloudRequest request, string targetKind, string actorKind)
    {
        RequireEnds(request, targetKind, actorKind);
        var role = RequireRole(request);
        return tables.Assignments.Find(RoleAssignment.IdOf(actorKind, request.Route("actor"), targetKind, Target(request, targetKind), role.Id))
            ?? throw CloudFaultException.NotFound($"Could not find role assignment with role: {role.Id}, user or group: {request.Route("actor")}, project, domain, or system: {Target(request, targetKind)}.");
    }

    private Role RequireRole(CloudRequest request)
    {
        var id = request.Route("role");
        return tables.Roles.Find(id) ?? throw CloudFaultException.NotFound($"Could not find role: {id}.");
    }

    private void RequireEnds(CloudRequest request, string targetKind, string actorKind)
    {
        var actor = request.Route("actor");
        var target = Target(request, targetKind);
        if (actorKind == "user" ? tables.Users.Find(actor) is null : tables.Groups.Find(actor) is null) throw CloudFaultException.NotFound($"Could not find {actorKind}: {actor}.");
        if (targetKind == "project" && tables.Projects.Find(target) is null) throw CloudFaultException.NotFound($"Could not find project: {target}.");
        if (targetKind == "domain" && tables.Domains.Find(target) is null) throw CloudFaultException.NotFound($"Could not find domain: {target}.");
    }

    private CloudReply List(CloudRequest request)
    {
        var user = request.Query("user.id");
        if (user != request.Caller.UserId) request.Caller.RequireAdmin("identity:list_role_assignments");
        var found = Candidates(request, user)
            .Where(assignment => request.Query("role.id") is not { } role || assignment.RoleId == role)
            .Where(assignment => request.Query("scope.project.id") is not { } project || assignment.TargetId == project)
            .Where(assignment => request.Query("scope.domain.id") is not { } domain || assignment.TargetId == domain)
            .Where(assignment => !request.QueryItems.Any(item => item.Key == "scope.system") || assignment.TargetKind == "system")
            .Where(assignment => request.Query("group.id") is not { } group || assignment.ActorId == group);
        var names = request.Flag("include_names");
        return IdentityViews.List(request, "role_assignments", Effective(request, found).Select(assignment => View(assignment, request, names)));
    }

    private IEnumerable<RoleAssignment> Candidates(CloudRequest request, string? user)
    {
        if (user is null) return tables.Assignments.All;
        var own = tables.AssignmentsByActor[user];
        return request.Flag("effective") ? own.Concat(tables.GroupsByMember[user].SelectMany(group => tables.AssignmentsByActor[group.Id])) : own;
    }

    /// <summary>With <c>effective</c>, a group's roles are its members' and a role brings those that it implies.</summary>
    private IEnumerable<RoleAssignment> Effective(CloudRequest request, IEnumerable<RoleAssignment> found)
    {
        if (!request.Flag("effective")) return found;
        return found
            .SelectMany(assignment => assignment.ActorKind == "group"
                ? (tables.Groups.Find(assignment.ActorId)?.Members ?? []).Select(member => assignment with { ActorKind = "user", ActorId = member })
                : [assignment])
            .SelectMany(assignment => roles.WithImplied([assignment.RoleId]).Select(role => assignment with { RoleId = role.Id }))
            .DistinctBy(assignment => RoleAssignment.IdOf(assignment.ActorKind, assignment.ActorId, assignment.TargetKind, assignment.TargetId, assignment.RoleId));
    }

    private JsonObject View(RoleAssignment assignment, CloudRequest request, bool names)
    {
        var scope = assignment.TargetKind == "system"
            ? new JsonObject { ["system"] = new JsonObject { ["all"] = true } }
            : new JsonObject { [assignment.TargetKind] = Named(assignment.TargetKind, assignment.TargetId, names) };
        var path = assignment.TargetKind == "system" ? "system" : $"{assignment.TargetKind}s/{assignment.TargetId}";
        return new JsonObject
        {
            ["role"] = Named("role", assignment.RoleId, names),
            [assignment.ActorKind] = Named(assignment.ActorKind, assignment.ActorId, names),
            ["scope"] = scope,
            ["links"] = new JsonObject { ["assignment"] = $"{request.Origin}/identity/v3/{path}/{assignment.ActorKind}s/{assignment.ActorId}/roles/{assignment.RoleId}" },
        };
    }

    private JsonObject Named(string kind, string id, bool names)
    {
        var view = new JsonObject { ["id"] = id };
        if (!names) return view;
        var (name, domain) = kind switch
        {
            "user" => (tables.Users.Find(id)?.Name, tables.Users.Find(id)?.DomainId),
            "group" => (tables.Groups.Find(id)?.Name, tables.Groups.Find(id)?.DomainId),
            "project" => (tables.Projects.Find(id)?.Name, tables.Projects.Find(id)?.DomainId),
            "role" => (tables.Roles.Find(id)?.Name, null),
            _ => (tables.Domains.Find(id)?.Name, null),
        };
        view["name"] = name;
        if (domain is not null) view["domain"] = new JsonObject { ["id"] = domain, ["name"] = tables.Domains.Find(domain)?.Name };
        return view;
    }
}
