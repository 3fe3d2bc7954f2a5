using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/groups and who is in them.</summary>
internal sealed class GroupsApi(IdentityTables tables) : IdentityCollection<Group>(tables.Groups, "group", "groups")
{
    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Get("/v3/groups/{id}/users", Members);
        routes.Put("/v3/groups/{id}/users/{user}", Add);
        routes.Get("/v3/groups/{id}/users/{user}", Check);
        routes.Delete("/v3/groups/{id}/users/{user}", Remove);
    }

    protected override Group Settle(Group item, Group? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        if (tables.Domains.Find(item.DomainId) is null) throw CloudFaultException.NotFound($"Could not find domain: {item.DomainId}.");
        RefuseSecond(item, item.DomainId, other => other.DomainId);
        return item with { Description = item.Description ?? "" };
    }

    protected override void Release(Group item, CloudTransaction transaction)
    {
        foreach (var assignment in tables.AssignmentsByActor[item.Id]) transaction.Remove(tables.Assignments, assignment);
    }

    private CloudReply Members(CloudRequest request)
    {
        request.Caller.RequireAdmin("identity:list_users_in_group");
        var members = Require(request.Route("id")).Members.Select(tables.Users.Find).OfType<User>();
        return IdentityViews.List(request, "users", members.Select(user => IdentityViews.Of(user, request, "users")));
    }

    private CloudReply Add(CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("identity:add_user_to_group");
        var (group, user) = Pair(request);
        transaction.Put(tables.Groups, group with { Members = [.. group.Members.Append(user.Id).Distinct()] });
        return CloudReply.NoContent;
    }

    private CloudReply Check(CloudRequest request)
    {
        request.Caller.RequireAdmin("identity:check_user_in_group");
        var (group, user) = Pair(request);
        return group.Members.Contains(user.Id) ? CloudReply.NoContent : throw CloudFaultException.NotFound($"User '{user.Id}' not found in group '{group.Id}'.");
    }

    private CloudReply Remove(CloudRequest request, CloudTransaction transaction)
    {
        request.Caller.RequireAdmin("identity:remove_user_from_group");
        var (group, user) = Pair(request);
        if (!group.Members.Contains(user.Id)) throw CloudFaultException.NotFound($"User '{user.Id}' not found in group '{group.Id}'.");
        transaction.Put(tables.Groups, group with { Members = [.. group.Members.Where(member => member != user.Id)] });
        return CloudReply.NoContent;
    }

    private (Group Group, User User) Pair(CloudRequest request)
    {
        var user = request.Route("user");
        return (Require(request.Route("id")), tables.Users.Find(user) ?? throw CloudFaultException.NotFound($"Could not find user: {user}."));
    }
}
