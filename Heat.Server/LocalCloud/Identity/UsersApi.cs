using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/users, with their passwords, groups and projects.</summary>
internal sealed class UsersApi(IdentityTables tables, RoleBook roles, Passwords passwords) : IdentityCollection<User>(tables.Users, "user", "users")
{
    public override void Map(CloudRoutes routes)
    {
        base.Map(routes);
        routes.Post("/v3/users/{id}/password", ChangePassword);
        routes.Get("/v3/users/{id}/groups", Groups);
        routes.Get("/v3/users/{id}/projects", Projects);
    }

    protected override void AuthorizeRead(CloudRequest request, User? item)
    {
        if (item is null || item.Id != request.Caller.UserId) base.AuthorizeRead(request, item);
    }

    protected override User Settle(User item, User? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        if (before is null && wanted["domain_id"] is null) item = item with { DomainId = request.Caller.User.DomainId };
        if (tables.Domains.Find(item.DomainId) is null) throw CloudFaultException.NotFound($"Could not find domain: {item.DomainId}.");
        RefuseSecond(item, item.DomainId, other => other.DomainId);
        return CloudJson.Text(wanted["password"]) is { } password && wanted["password"] is not null ? WithPassword(item, password, transaction) : item;
    }

    protected override void Release(User item, CloudTransaction transaction)
    {
        foreach (var assignment in tables.AssignmentsByActor[item.Id]) transaction.Remove(tables.Assignments, assignment);
        foreach (var credential in tables.CredentialsByUser[item.Id]) transaction.Remove(tables.Credentials, credential);
        foreach (var trust in tables.TrustsByUser[item.Id]) transaction.Remove(tables.Trusts, trust);
        foreach (var group in tables.GroupsByMember[item.Id]) transaction.Put(tables.Groups, group with { Members = [.. group.Members.Where(member => member != item.Id)] });
    }

    private CloudReply ChangePassword(CloudRequest request, CloudTransaction transaction)
    {
        var user = Require(request.Route("id"));
        if (user.Id != request.Caller.UserId) throw CloudFaultException.Forbidden("You are not authorized to perform the requested action: identity:change_password.");
        var wanted = request.Wrapped("user");
        if (!passwords.Check(CloudJson.Text(wanted["original_password"]) ?? "", user.PasswordHash)) throw new CloudFaultException(401, "The request you have made requires authentication.");
        var password = CloudJson.Text(wanted["password"]) ?? throw CloudFaultException.BadRequest("'password' is a required property");
        transaction.Put(tables.Users, WithPassword(user, password, transaction));
        return CloudReply.NoContent;
    }

    private static User WithPassword(User user, string password, CloudTransaction transaction) =>
        user with { PasswordHash = Passwords.Hash(password), TokensValidSince = transaction.Now };

    private CloudReply Groups(CloudRequest request)
    {
        var user = Require(request.Route("id"));
        AuthorizeRead(request, user);
        return IdentityViews.List(request, "groups", tables.GroupsByMember[user.Id].Select(group => IdentityViews.Of(group, request, "groups")));
    }

    private CloudReply Projects(CloudRequest request)
    {
        var user = Require(request.Route("id"));
        AuthorizeRead(request, user);
        var reach = roles.Targets(user.Id, "project");
        return IdentityViews.List(request, "projects", tables.Projects.All.Where(project => reach.Contains(project.Id)).Select(project => IdentityViews.Of(project, request, "projects")).Filter(request));
    }
}
