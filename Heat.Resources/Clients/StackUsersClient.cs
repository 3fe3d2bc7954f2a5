using System.Security.Cryptography;
using System.Text;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>In-instance users of stacks: they live in a domain of their own, with just enough rights to signal and to read metadata. API: Identity v3, as the administrator of that domain.</summary>
public sealed class StackUsersClient(OpenStackSession session) : ServiceClient(session.ForStackDomain())
{
    private const string Role = "heat_stack_user";

    public override IReadOnlyList<string> ServiceTypes { get; } = ["identity"];

    protected override string Version => "v3";

    /// <summary>Where these users log in.</summary>
    public Uri LoginAddress => Session.Authenticator.Identity.AuthUrl;

    /// <summary>The id of the domain that they live in.</summary>
    public async Task<string> DomainIdAsync(CancellationToken cancellation) => (await Session.Authenticator.StackDomainTokenAsync(cancellation)).DomainId;

    public async Task<string> MakeProjectAsync(string name, CancellationToken cancellation)
    {
        var domain = await DomainIdAsync(cancellation);
        var body = MapValue.Of(("project", MapValue.Of(("name", name), ("domain_id", domain), ("description", "Heat stack user project"))));
        return await MakeAsync("/projects", "project", name, domain, body, cancellation);
    }

    public Task RemoveProjectAsync(string id, CancellationToken cancellation) => Absence.IgnoreAsync(() => DeleteAsync($"/projects/{Segment(id)}", cancellation));

    /// <summary>Makes a user of a stack and gives its id. One of this name that is there already gets the password.</summary>
    public async Task<string> MakeUserAsync(string name, string password, string projectId, CancellationToken cancellation)
    {
        var domain = await DomainIdAsync(cancellation);
        var options = MapValue.Of(("ignore_change_password_upon_first_use", true), ("ignore_password_expiry", true), ("ignore_lockout_failure_attempts", true));
        var user = MapValue.Of(("name", name), ("password", password), ("domain_id", domain), ("default_project_id", projectId), ("options", options));
        var id = await MakeAsync("/users", "user", name, domain, MapValue.Of(("user", user)), cancellation);
        var role = await IdOfAsync("/roles", "roles", Role, "", cancellation) ?? throw CloudException.EntityNotFound("KeystoneRole", Role);
        await PutAsync($"/projects/{Segment(projectId)}/users/{Segment(id)}/roles/{Segment(role)}", MapValue.Empty, cancellation);
        return id;
    }

    public Task RemoveUserAsync(string id, CancellationToken cancellation) => Absence.IgnoreAsync(() => DeleteAsync($"/users/{Segment(id)}", cancellation));

    /// <summary>Lets a user in, or keeps it out.</summary>
    public Task EnableAsync(string userId, bool isEnabled, CancellationToken cancellation) =>
        PatchAsync($"/users/{Segment(userId)}", MapValue.Of(("user", MapValue.Of(("enabled", isEnabled)))), cancellation);

    /// <summary>A new pair of keys to sign requests with.</summary>
    public async Task<(string Access, string Secret)> MakeKeyPairAsync(string userId, string projectId, CancellationToken cancellation)
    {
        var (access, secret) = (Guid.NewGuid().ToString("N"), RandomNumberGenerator.GetHexString(32, lowercase: true));
        var blob = ValueText.Json(MapValue.Of(("access", access), ("secret", secret)));
        await PostAsync("/credentials", MapValue.Of(("credential", MapValue.Of(("type", "ec2"), ("blob", blob), ("user_id", userId), ("project_id", projectId)))), cancellation);
        return (access, secret);
    }

    /// <summary>The pairs of keys that a user has.</summary>
    public async Task<IReadOnlyList<(string Access, string Secret)>> KeyPairsAsync(string userId, CancellationToken cancellation)
    {
        var credentials = await ListAsync($"/credentials?type=ec2&user_id={Segment(userId)}", "credentials", cancellation);
        return [.. credentials.Select(credential => ValueJson.ParseMap(credential.Get("blob").AsText())).Select(blob => (blob.Get("access").AsText() ?? "", blob.Get("secret").AsText() ?? ""))];
    }

    /// <summary>Removes a pair of keys. The service keeps it under a hash of the public one.</summary>
    public Task RemoveKeyPairAsync(string access, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => DeleteAsync($"/credentials/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(access)))}", cancellation));

    /// <summary>A token with which a user can call the orchestration API.</summary>
    public async Task<string> TokenAsync(string userId, string password, string projectId) => (await Session.Authenticator.LogInAsync(userId, password, projectId)).Id;

    private protected override CloudException Fault(CloudResponse answer) => Faults.WithStatusInMessage(answer);

    /// <summary>Makes an object, or finds the one that a call made before it was broken off.</summary>
    private async Task<string> MakeAsync(string path, string key, string name, string domain, MapValue body, CancellationToken cancellation)
    {
        try
        {
            var made = await PostAsync(path, body, cancellation);
            return made.Get(key).AsMap()?.Get("id").AsText() ?? throw new ResourceException("NotFound", $"The identity service made no {key}.");
        }
        catch (CloudException taken) when (taken.Nature == FailureNature.Conflict)
        {
            if (await IdOfAsync(path, key + "s", name, $"&domain_id={Segment(domain)}", cancellation) is not { } id)
                throw;
            await PatchAsync($"{path}/{Segment(id)}", MapValue.Of((key, ((MapValue)body.Get(key)).Without("domain_id"))), cancellation);
            return id;
        }
    }

    private async Task<string?> IdOfAsync(string path, string key, string name, string filter, CancellationToken cancellation)
    {
        var named = await ListAsync($"{path}?name={Segment(name)}{filter}", key, cancellation);
        return named.FirstOrDefault(found => found.Get("name").AsText() == name)?.Get("id").AsText();
    }
}
