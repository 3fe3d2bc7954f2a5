using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/auth: getting, checking and revoking tokens, and what a token may reach.</summary>
internal sealed class TokensApi(IdentityTables tables, Authentication authentication, TokenBook tokens, RoleBook roles, Catalog catalog) : ICloudApi
{
    public void Map(CloudRoutes routes)
    {
        routes.PublicPost("/v3/auth/tokens", Issue);
        routes.Get("/v3/auth/tokens", Validate);
        routes.Delete("/v3/auth/tokens", Revoke);
        routes.Get("/v3/auth/catalog", request => new CloudReply(200, new JsonObject
        {
            ["catalog"] = catalog.For(request.Caller.Project?.Id, request.Caller.UserId),
            ["links"] = IdentityViews.ListLinks(request),
        }));
        routes.Get("/v3/auth/projects", Projects);
        routes.Get("/v3/auth/domains", Domains);
        routes.Get("/v3/auth/system", request => CloudReply.Ok("system", new JsonArray()));
    }

    private CloudReply Issue(CloudRequest request, CloudTransaction transaction)
    {
        if (request.Object["auth"] is not JsonObject auth) throw CloudFaultException.BadRequest("'auth' is a required property");
        var token = authentication.Authenticate(auth, transaction);
        return new CloudReply(201, new JsonObject { ["token"] = View(token, withCatalog: !request.QueryItems.Any(item => item.Key == "nocatalog")) })
        {
            Headers = new Dictionary<string, string> { ["X-Subject-Token"] = token.Id, ["Vary"] = "X-Auth-Token" },
        };
    }

    private CloudReply Validate(CloudRequest request)
    {
        var subject = Subject(request, request.QueryItems.Any(item => item is { Key: "allow_expired", Value: "1" or "true" or "True" }));
        return new CloudReply(200, new JsonObject { ["token"] = View(subject.Token, withCatalog: !request.QueryItems.Any(item => item.Key == "nocatalog")) })
        {
            Headers = new Dictionary<string, string> { ["X-Subject-Token"] = subject.Token.Id, ["Vary"] = "X-Auth-Token" },
        };
    }

    private CloudReply Revoke(CloudRequest request, CloudTransaction transaction)
    {
        transaction.Remove(tables.Tokens, Subject(request).Token);
        return CloudReply.NoContent;
    }

    private Caller Subject(CloudRequest request, bool evenExpired = false)
    {
        var text = request.Header("X-Subject-Token") ?? "";
        var subject = (evenExpired ? tokens.FindLate(text) : tokens.Find(text)) ?? throw CloudFaultException.NotFound("Could not find token.");
        if (subject.UserId != request.Caller.UserId && !request.Caller.Has("service")) request.Caller.RequireAdmin("identity:validate_token");
        return subject;
    }

    private CloudReply Projects(CloudRequest request)
    {
        var reach = roles.Targets(request.Caller.UserId, "project");
        return IdentityViews.List(request, "projects", tables.Projects.All.Where(project => reach.Contains(project.Id)).Select(project => IdentityViews.Of(project, request, "projects")));
    }

    private CloudReply Domains(CloudRequest request)
    {
        var reach = roles.Targets(request.Caller.UserId, "domain");
        return IdentityViews.List(request, "domains", tables.Domains.All.Where(domain => reach.Contains(domain.Id)).Select(domain => IdentityViews.Of(domain, request, "domains")));
    }

    public JsonObject View(Token token, bool withCatalog)
    {
        var view = new JsonObject
        {
            ["methods"] = CloudJson.Array(token.Methods),
            ["user"] = UserOf(token.UserId),
            ["audit_ids"] = CloudJson.Array(token.AuditIds),
            ["expires_at"] = token.ExpiresAt.Microseconds(),
            ["issued_at"] = token.CreatedAt.Microseconds(),
        };
        AddScope(view, token);
        var scoped = token.ProjectId is not null || token.DomainId is not null || token.System;
        if (scoped) view["roles"] = CloudJson.Array(tokens.RolesOf(token).Select(role => (JsonNode?)new JsonObject { ["id"] = role.Id, ["name"] = role.Name }));
        if (scoped && withCatalog) view["catalog"] = catalog.For(token.ProjectId, token.UserId);
        if (tables.Trusts.Find(token.TrustId) is { } trust) view["OS-TRUST:trust"] = TrustOf(trust);
        if (tables.ApplicationCredentials.Find(token.ApplicationCredentialId) is { } credential)
            view["application_credential"] = new JsonObject { ["id"] = credential.Id, ["name"] = credential.Name, ["restricted"] = !credential.Unrestricted };
        return view;
    }

    private void AddScope(JsonObject view, Token token)
    {
        if (tables.Projects.Find(token.ProjectId) is { } project)
        {
            view["is_domain"] = project.IsDomain;
            view["project"] = new JsonObject { ["domain"] = Domain(project.DomainId), ["id"] = project.Id, ["name"] = project.Name };
        }
        if (token.DomainId is not null) view["domain"] = Domain(token.DomainId);
        if (token.System) view["system"] = new JsonObject { ["all"] = true };
    }

    private JsonObject UserOf(string id)
    {
        var user = tables.Users.Find(id);
        return new JsonObject { ["domain"] = Domain(user?.DomainId), ["id"] = id, ["name"] = user?.Name, ["password_expires_at"] = null };
    }

    private JsonObject Domain(string? id) => new() { ["id"] = id, ["name"] = tables.Domains.Find(id)?.Name };

    private static JsonObject TrustOf(Trust trust) => new()
    {
        ["id"] = trust.Id,
        ["impersonation"] = trust.Impersonation,
        ["trustee_user"] = new JsonObject { ["id"] = trust.TrusteeUserId },
        ["trustor_user"] = new JsonObject { ["id"] = trust.TrustorUserId },
    };
}
