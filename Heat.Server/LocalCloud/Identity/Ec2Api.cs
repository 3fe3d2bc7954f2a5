using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>EC2 key pairs of users, and tokens in exchange for a signature made with them.</summary>
internal sealed class Ec2Api(IdentityTables tables, Authentication authentication, TokensApi tokens) : ICloudApi
{
    public void Map(CloudRoutes routes)
    {
        routes.Get("/v3/users/{id}/credentials/OS-EC2", List);
        routes.Post("/v3/users/{id}/credentials/OS-EC2", Create);
        routes.Get("/v3/users/{id}/credentials/OS-EC2/{access}", request => CloudReply.Ok("credential", View(Require(request), request)));
        routes.Delete("/v3/users/{id}/credentials/OS-EC2/{access}", (request, transaction) =>
        {
            transaction.Remove(tables.Credentials, Require(request));
            return CloudReply.NoContent;
        });
        routes.Post("/v3/ec2tokens", Exchange);
    }

    private CloudReply List(CloudRequest request)
    {
        var user = RequireUser(request, "identity:ec2_list_credentials");
        return IdentityViews.List(request, "credentials", tables.CredentialsByUser[user.Id].Where(credential => credential.Type == "ec2").Select(credential => View(credential, request)));
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var user = RequireUser(request, "identity:ec2_create_credential");
        var project = CloudJson.Text(request.Object["tenant_id"]) ?? throw CloudFaultException.BadRequest("'tenant_id' is a required property");
        if (tables.Projects.Find(project) is null) throw CloudFaultException.NotFound($"Could not find project: {project}.");
        var secret = new Ec2Secret(Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"), request.Caller.Token.TrustId);
        var credential = transaction.Put(tables.Credentials, new Credential
        {
            Id = Ec2Secret.IdOf(secret.Access),
            CreatedAt = transaction.Now,
            Type = "ec2",
            UserId = user.Id,
            ProjectId = project,
            Blob = secret.Blob,
        });
        return CloudReply.Created("credential", View(credential, request));
    }

    /// <summary>Only services may ask: what a signature proves, it proves to the service that got it.</summary>
    private CloudReply Exchange(CloudRequest request, CloudTransaction transaction)
    {
        if (!request.Caller.Has("service")) request.Caller.RequireAdmin("identity:ec2tokens");
        if ((request.Object["credentials"] ?? request.Object["ec2Credentials"]) is not JsonObject claim) throw CloudFaultException.BadRequest("'credentials' is a required property");
        var access = CloudJson.Text(claim["access"]) ?? throw Unauthorized("EC2 access key not found.");
        if (tables.Credentials.Find(Ec2Secret.IdOf(access)) is not { } credential || Ec2Secret.Read(credential.Blob) is not { } secret) throw Unauthorized("EC2 access key not found.");
        if (!Ec2Signature.Fits(claim, secret.Secret)) throw Unauthorized("EC2 signature not supplied or wrong.");
        if (tables.Users.Find(credential.UserId) is not { Enabled: true } user) throw Unauthorized("The user is disabled.");
        var token = authentication.Vouch(user, credential.ProjectId, secret.TrustId, transaction);
        return new CloudReply(200, new JsonObject { ["token"] = tokens.View(token, withCatalog: true) })
        {
            Headers = new Dictionary<string, string> { ["X-Subject-Token"] = token.Id },
        };
    }

    private User RequireUser(CloudRequest request, string action)
    {
        var id = request.Route("id");
        if (id != request.Caller.UserId) request.Caller.RequireAdmin(action);
        return tables.Users.Find(id) ?? throw CloudFaultException.NotFound($"Could not find user: {id}.");
    }

    private Credential Require(CloudRequest request)
    {
        var user = RequireUser(request, "identity:ec2_get_credential");
        var access = request.Route("access");
        return tables.Credentials.Find(Ec2Secret.IdOf(access)) is { } found && found.UserId == user.Id
            ? found
            : throw CloudFaultException.NotFound($"Could not find credential: {access}.");
    }

    private static JsonObject View(Credential credential, CloudRequest request)
    {
        var secret = Ec2Secret.Read(credential.Blob);
        return new JsonObject
        {
            ["user_id"] = credential.UserId,
            ["tenant_id"] = credential.ProjectId,
            ["access"] = secret?.Access,
            ["secret"] = secret?.Secret,
            ["trust_id"] = secret?.TrustId,
            ["links"] = new JsonObject { ["self"] = $"{request.Origin}/identity/v3/users/{credential.UserId}/credentials/OS-EC2/{secret?.Access}" },
        };
    }

    private static CloudFaultException Unauthorized(string message) => new(401, message);
}
