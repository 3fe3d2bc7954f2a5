using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/OS-TRUST/trusts: a trustor lets a trustee act for them.</summary>
internal sealed class TrustsApi(IdentityTables tables, RoleBook roles) : ICloudApi
{
    public void Map(CloudRoutes routes)
    {
        routes.Get("/v3/OS-TRUST/trusts", List);
        routes.Post("/v3/OS-TRUST/trusts", Create);
        routes.Get("/v3/OS-TRUST/trusts/{id}", request => CloudReply.Ok("trust", View(Require(request), request)));
        routes.Delete("/v3/OS-TRUST/trusts/{id}", Delete);
        routes.Get("/v3/OS-TRUST/trusts/{id}/roles", request => IdentityViews.List(request, "roles", RolesOf(Require(request), request)));
        routes.Get("/v3/OS-TRUST/trusts/{id}/roles/{role}", request => Require(request).RoleIds.Contains(request.Route("role"))
            ? CloudReply.NoContent
            : throw CloudFaultException.NotFound($"Could not find role: {request.Route("role")}."));
    }

    private CloudReply List(CloudRequest request)
    {
        var (trustor, trustee) = (request.Query("trustor_user_id"), request.Query("trustee_user_id"));
        var mine = trustor == request.Caller.UserId || trustee == request.Caller.UserId;
        if (!mine) request.Caller.RequireAdmin("identity:list_trusts");
        var found = (trustor ?? trustee) is { } user ? tables.TrustsByUser[user] : tables.Trusts.All;
        return IdentityViews.List(request, "trusts", found
            .Where(trust => (trustor is null || trust.TrustorUserId == trustor) && (trustee is null || trust.TrusteeUserId == trustee))
            .Select(trust => View(trust, request)));
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var wanted = request.Wrapped("trust");
        var trustor = Text(wanted, "trustor_user_id");
        var trustee = Text(wanted, "trustee_user_id");
        if (trustor != request.Caller.UserId) throw CloudFaultException.Forbidden("You are not authorized to perform the requested action: identity:create_trust.");
        if (wanted["impersonation"] is null) throw CloudFaultException.BadRequest("'impersonation' is a required property");
        if (tables.Users.Find(trustee) is null) throw CloudFaultException.NotFound($"Could not find user: {trustee}.");
        var project = CloudJson.Text(wanted["project_id"]);
        var trust = transaction.Put(tables.Trusts, new Trust
        {
            Id = Guid.NewGuid().ToString("N"),
            CreatedAt = transaction.Now,
            TrustorUserId = trustor,
            TrusteeUserId = trustee,
            ProjectId = project,
            Impersonation = wanted["impersonation"]!.GetValue<bool>(),
            RoleIds = project is null ? [] : Roles(wanted, trustor, project),
            ExpiresAt = Expiry(wanted, transaction.Now),
            RemainingUses = wanted["remaining_uses"]?.GetValue<int>(),
            AllowRedelegation = wanted["allow_redelegation"]?.GetValue<bool>() ?? false,
        });
        return CloudReply.Created("trust", View(trust, request));
    }

    private List<string> Roles(JsonObject wanted, string trustor, string project)
    {
        var held = roles.On(project, trustor);
        if (wanted["roles"] is not JsonArray { Count: > 0 } asked) throw CloudFaultException.Forbidden("At least one role should be specified.");
        return [.. asked.OfType<JsonObject>().Select(role => (id: CloudJson.Text(role["id"]), name: CloudJson.Text(role["name"])))
            .Select(role => held.FirstOrDefault(one => one.Id == role.id || (role.id is null && one.Name == role.name))?.Id
                ?? throw CloudFaultException.NotFound($"Could not find role: {role.id ?? role.name}."))];
    }

    private static DateTimeOffset? Expiry(JsonObject wanted, DateTimeOffset now)
    {
        if (CloudJson.Text(wanted["expires_at"]) is not { } text) return null;
        if (!DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var expiry))
            throw CloudFaultException.BadRequest($"The timestamp '{text}' is not in ISO 8601 format.");
        return expiry > now ? expiry : throw CloudFaultException.BadRequest("The 'expires_at' must not be in the past.");
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        var trust = Require(request);
        if (trust.TrustorUserId != request.Caller.UserId) request.Caller.RequireAdmin("identity:delete_trust");
        transaction.Remove(tables.Trusts, trust);
        return CloudReply.NoContent;
    }

    private Trust Require(CloudRequest request)
    {
        var id = request.Route("id");
        var trust = tables.Trusts.Find(id) ?? throw CloudFaultException.NotFound($"Could not find trust: {id}.");
        if (trust.TrustorUserId != request.Caller.UserId && trust.TrusteeUserId != request.Caller.UserId) request.Caller.RequireAdmin("identity:get_trust");
        return trust;
    }

    private IEnumerable<JsonObject> RolesOf(Trust trust, CloudRequest request) =>
        trust.RoleIds.Select(tables.Roles.Find).OfType<Role>().Select(role => IdentityViews.Of(role, request, "roles"));

    private JsonObject View(Trust trust, CloudRequest request) => new()
    {
        ["id"] = trust.Id,
        ["trustor_user_id"] = trust.TrustorUserId,
        ["trustee_user_id"] = trust.TrusteeUserId,
        ["project_id"] = trust.ProjectId,
        ["impersonation"] = trust.Impersonation,
        ["roles"] = CloudJson.Array(RolesOf(trust, request)),
        ["roles_links"] = new JsonObject { ["next"] = null, ["previous"] = null, ["self"] = $"{request.Origin}/identity/v3/OS-TRUST/trusts/{trust.Id}/roles" },
        ["expires_at"] = trust.ExpiresAt?.Microseconds(),
        ["deleted_at"] = null,
        ["remaining_uses"] = trust.RemainingUses,
        ["redelegation_count"] = trust.AllowRedelegation ? 3 : 0,
        ["links"] = new JsonObject { ["self"] = $"{request.Origin}/identity/v3/OS-TRUST/trusts/{trust.Id}" },
    };

    private static string Text(JsonObject wanted, string name) =>
        CloudJson.Text(wanted[name]) ?? throw CloudFaultException.BadRequest($"'{name}' is a required property");
}
