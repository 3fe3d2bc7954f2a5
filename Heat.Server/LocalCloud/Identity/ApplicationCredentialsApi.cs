using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/users/{user}/application_credentials: secrets that stand in for a password in one project.</summary>
internal sealed class ApplicationCredentialsApi(IdentityTables tables) : ICloudApi
{
    private const string Path = "/v3/users/{user}/application_credentials";

    public void Map(CloudRoutes routes)
    {
        routes.Get(Path, request => IdentityViews.List(request, "application_credentials",
            tables.ApplicationCredentialsByUser[Owner(request)].Select(credential => View(credential, request)).Filter(request)));
        routes.Post(Path, Create);
        routes.Get($"{Path}/{{id}}", request => CloudReply.Ok("application_credential", View(Require(request), request)));
        routes.Delete($"{Path}/{{id}}", (request, transaction) =>
        {
            transaction.Remove(tables.ApplicationCredentials, Require(request));
            return CloudReply.NoContent;
        });
    }

    private static string Owner(CloudRequest request)
    {
        if (request.Route("user") != request.Caller.UserId) request.Caller.RequireAdmin("identity:list_application_credentials");
        return request.Route("user");
    }

    private ApplicationCredential Require(CloudRequest request)
    {
        var owner = Owner(request);
        return tables.ApplicationCredentials.Find(request.Route("id")) is { } found && found.UserId == owner
            ? found
            : throw CloudFaultException.NotFound($"Could not find Application Credential: {request.Route("id")}.");
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        if (request.Route("user") != request.Caller.UserId) throw CloudFaultException.Forbidden("You are not authorized to perform the requested action: identity:create_application_credential.");
        var wanted = request.Wrapped("application_credential");
        var name = CloudJson.Text(wanted["name"]) ?? throw CloudFaultException.BadRequest("'name' is a required property");
        if (tables.ApplicationCredentialsByUser[request.Caller.UserId].Any(other => other.Name == name))
            throw CloudFaultException.Conflict($"Conflict occurred attempting to store application_credential - Duplicate entry found with name {name}.");
        var secret = CloudJson.Text(wanted["secret"]) ?? TokenBook.NewAuditId() + TokenBook.NewAuditId();
        var credential = transaction.Put(tables.ApplicationCredentials, new ApplicationCredential
        {
            Id = Guid.NewGuid().ToString("N"),
            CreatedAt = transaction.Now,
            Name = name,
            Description = CloudJson.Text(wanted["description"]),
            UserId = request.Caller.UserId,
            ProjectId = request.Caller.ProjectId,
            SecretHash = Passwords.Hash(secret),
            RoleIds = Roles(request, wanted),
            Unrestricted = wanted["unrestricted"]?.GetValue<bool>() ?? false,
        });
        var view = View(credential, request);
        view["secret"] = secret;
        return CloudReply.Created("application_credential", view);
    }

    private static List<string> Roles(CloudRequest request, JsonObject wanted)
    {
        var held = request.Caller.Roles;
        if (wanted["roles"] is not JsonArray { Count: > 0 } asked) return [.. held.Select(role => role.Id)];
        return [.. asked.OfType<JsonObject>().Select(role => held.FirstOrDefault(one => one.Id == CloudJson.Text(role["id"]) || one.Name == CloudJson.Text(role["name"]))?.Id
            ?? throw CloudFaultException.BadRequest("Some roles of the application credential are not the user's."))];
    }

    private JsonObject View(ApplicationCredential credential, CloudRequest request)
    {
        var view = IdentityViews.Of(credential, request, $"users/{credential.UserId}/application_credentials");
        view["roles"] = CloudJson.Array(credential.RoleIds.Select(tables.Roles.Find).OfType<Role>().Select(role => (JsonNode?)new JsonObject { ["id"] = role.Id, ["name"] = role.Name }));
        return view;
    }
}
