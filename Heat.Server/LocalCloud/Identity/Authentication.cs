using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Proves who asks (by password, token or application credential) and scopes a token to what was asked for.</summary>
internal sealed class Authentication(IdentityTables tables, TokenBook tokens, RoleBook roles, Passwords passwords)
{
    public Token Authenticate(JsonObject auth, CloudTransaction transaction)
    {
        var identity = auth["identity"] as JsonObject ?? throw CloudFaultException.BadRequest("'identity' is a required property");
        var methods = (identity["methods"] as JsonArray)?.Select(CloudJson.Text).OfType<string>().ToList() ?? [];
        if (methods.Count == 0) throw CloudFaultException.BadRequest("'methods' is a required property");
        var draft = methods.Select(method => Prove(method, identity, transaction)).Aggregate(Join);
        return tokens.Issue(transaction, Scope(draft, auth["scope"], transaction));
    }

    /// <summary>A token for a user whom somebody else vouches for, as the EC2 door does by their signature.</summary>
    public Token Vouch(User user, string? projectId, string? trustId, CloudTransaction transaction)
    {
        var draft = Draft(user, ["ec2credential"], transaction);
        if (trustId is not null) return tokens.Issue(transaction, InTrust(draft, trustId, transaction));
        return tokens.Issue(transaction, InProject(draft, tables.Projects.Find(projectId) ?? throw Unauthorized()));
    }

    private Token Prove(string method, JsonObject identity, CloudTransaction transaction) => method switch
    {
        "password" => ByPassword(Part(identity, "password"), transaction),
        "token" => ByToken(Part(identity, "token"), transaction),
        "application_credential" => ByApplicationCredential(Part(identity, "application_credential"), transaction),
        _ => throw new CloudFaultException(401, $"Attempted to authenticate with an unsupported method {method}."),
    };

    private static Token Join(Token first, Token second) => first.UserId != second.UserId
        ? throw Unauthorized()
        : first with { Methods = [.. first.Methods, .. second.Methods], ExpiresAt = first.ExpiresAt < second.ExpiresAt ? first.ExpiresAt : second.ExpiresAt };

    private Token ByPassword(JsonObject method, CloudTransaction transaction)
    {
        var named = Part(method, "user");
        var user = FindUser(named);
        var password = CloudJson.Text(named["password"]) ?? throw CloudFaultException.BadRequest("'password' is a required property");
        if (user is not { Enabled: true } || !passwords.Check(password, user.PasswordHash)) throw Unauthorized();
        return Draft(user, ["password"], transaction);
    }

    private Token ByToken(JsonObject method, CloudTransaction transaction)
    {
        var caller = tokens.Find(CloudJson.Text(method["id"]) ?? "") ?? throw Unauthorized();
        var draft = Draft(caller.User, [.. caller.Token.Methods.Append("token").Distinct()], transaction);
        return draft with { ExpiresAt = caller.Token.ExpiresAt, AuditIds = [draft.AuditIds[0], caller.Token.AuditIds[^1]] };
    }

    private Token ByApplicationCredential(JsonObject method, CloudTransaction transaction)
    {
        var credential = method["id"] is { } id
            ? tables.ApplicationCredentials.Find(CloudJson.Text(id))
            : FindUser(Part(method, "user")) is { } owner
                ? tables.ApplicationCredentialsByUser[owner.Id].FirstOrDefault(mine => mine.Name == CloudJson.Text(method["name"]))
                : null;
        if (credential is null || credential.ExpiresAt <= transaction.Now || tables.Users.Find(credential.UserId) is not { Enabled: true } user) throw Unauthorized();
        if (!passwords.Check(CloudJson.Text(method["secret"]) ?? "", credential.SecretHash)) throw Unauthorized();
        return Draft(user, ["application_credential"], transaction) with { ProjectId = credential.ProjectId, ApplicationCredentialId = credential.Id };
    }

    private Token Draft(User user, IReadOnlyList<string> methods, CloudTransaction transaction) => new()
    {
        Id = "",
        UserId = user.Id,
        ExpiresAt = tokens.ExpiryFrom(transaction.Now),
        Methods = methods,
        AuditIds = [TokenBook.NewAuditId()],
    };

    private User? FindUser(JsonObject named)
    {
        if (CloudJson.Text(named["id"]) is { } id) return tables.Users.Find(id);
        var name = CloudJson.Text(named["name"]) ?? throw CloudFaultException.BadRequest("Expecting to find name or id in user.");
        var domain = FindDomain(named["domain"] as JsonObject) ?? throw Unauthorized();
        return tables.UsersByName[name].FirstOrDefault(user => user.DomainId == domain.Id);
    }

    private Domain? FindDomain(JsonObject? named) =>
        CloudJson.Text(named?["id"]) is { } id ? tables.Domains.Find(id)
        : CloudJson.Text(named?["name"]) is { } name ? tables.Domains.All.FirstOrDefault(domain => domain.Name == name)
        : throw CloudFaultException.BadRequest("Expecting to find domain in user.");

    private Token Scope(Token draft, JsonNode? asked, CloudTransaction transaction)
    {
        if (draft.ApplicationCredentialId is not null)
            return asked is null ? draft : throw CloudFaultException.BadRequest("Application credentials cannot request a scope.");
        if (CloudJson.Text(asked) == "unscoped") return draft;
        if (asked is not JsonObject scope) return ByDefault(draft);
        if (scope["project"] is JsonObject project) return InProject(draft, FindProject(project) ?? throw Unauthorized());
        if (scope["domain"] is JsonObject domain) return InDomain(draft, FindDomain(domain) ?? throw Unauthorized());
        if (scope["system"] is JsonObject) return roles.On("system", draft.UserId).IsEmpty ? throw Unauthorized() : draft with { System = true };
        if (scope["OS-TRUST:trust"] is JsonObject trust) return InTrust(draft, CloudJson.Text(trust["id"]) ?? "", transaction);
        return scope.ContainsKey("unscoped") ? draft : throw CloudFaultException.BadRequest("The scope is not understood.");
    }

    private Token ByDefault(Token draft) =>
        tables.Projects.Find(tables.Users.Find(draft.UserId)?.DefaultProjectId) is { Enabled: true } home && !roles.On(home.Id, draft.UserId).IsEmpty
            ? draft with { ProjectId = home.Id }
            : draft;

    private Project? FindProject(JsonObject named)
    {
        if (CloudJson.Text(named["id"]) is { } id) return tables.Projects.Find(id);
        var name = CloudJson.Text(named["name"]) ?? throw CloudFaultException.BadRequest("Expecting to find name or id in project.");
        var domain = FindDomain(named["domain"] as JsonObject) ?? throw Unauthorized();
        return tables.ProjectsByName[name].FirstOrDefault(project => project.DomainId == domain.Id);
    }

    private Token InProject(Token draft, Project project) =>
        !project.Enabled || roles.On(project.Id, draft.UserId).IsEmpty ? throw Unauthorized() : draft with { ProjectId = project.Id };

    private Token InDomain(Token draft, Domain domain) =>
        !domain.Enabled || roles.On(domain.Id, draft.UserId).IsEmpty ? throw Unauthorized() : draft with { DomainId = domain.Id };

    private Token InTrust(Token draft, string id, CloudTransaction transaction)
    {
        var trust = tables.Trusts.Find(id);
        if (trust is null || trust.ExpiresAt <= transaction.Now) throw CloudFaultException.NotFound($"Could not find trust: {id}.");
        if (draft.UserId != trust.TrusteeUserId) throw CloudFaultException.Forbidden("User is not a trustee.");
        if (trust.RemainingUses == 0) throw CloudFaultException.Forbidden($"No remaining uses for trust: {id}.");
        var scoped = draft with { ProjectId = trust.ProjectId, TrustId = trust.Id, UserId = trust.Impersonation ? trust.TrustorUserId : draft.UserId };
        if (trust.ProjectId is not null && tokens.RolesOf(scoped).IsEmpty) throw CloudFaultException.Forbidden("Trustor no longer has the roles of this trust.");
        if (trust.RemainingUses is { } uses) transaction.Put(tables.Trusts, trust with { RemainingUses = uses - 1 });
        return scoped;
    }

    private static JsonObject Part(JsonObject whole, string name) =>
        whole[name] as JsonObject ?? throw CloudFaultException.BadRequest($"'{name}' is a required property");

    private static CloudFaultException Unauthorized() => new(401, "The request you have made requires authentication.");
}
