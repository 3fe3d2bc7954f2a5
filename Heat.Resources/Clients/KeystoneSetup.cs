using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>
/// Makes what this program needs in an identity service: its own user, the roles of those who use it and of instances, the domain that users of instances live in, and its places in the catalogue.
/// What is there already stays as it is, except for addresses that have changed.
/// </summary>
public sealed class KeystoneSetup
{
    private const string AdministratorRole = "admin";

    private readonly IdentityClient _keystone;
    private readonly bool _isRehearsal;
    private readonly List<SetupStep> _steps = [];

    /// <param name="isRehearsal">Nothing is made; the steps tell what would be.</param>
    internal KeystoneSetup(IdentityClient keystone, bool isRehearsal)
    {
        _keystone = keystone;
        _isRehearsal = isRehearsal;
    }

    /// <param name="wanted">Who this program is to be.</param>
    /// <param name="api">Where its orchestration API is to be found.</param>
    /// <param name="cloudFormation">Where its CloudFormation API is to be found.</param>
    /// <returns>What was done, in its order.</returns>
    /// <exception cref="CloudException">The identity service refuses.</exception>
    public async Task<IReadOnlyList<SetupStep>> RunAsync(IdentityOptions wanted, Uri api, Uri cloudFormation, CancellationToken cancellation)
    {
        await EnsureServiceUserAsync(wanted, cancellation);
        foreach (var role in (string[])["heat_stack_owner", "heat_stack_user"])
            await EnsureRoleAsync(role, cancellation);
        await EnsureStackDomainAsync(wanted, cancellation);
        await EnsureServiceAsync("orchestration", "heat", wanted.Region, $"{Root(api)}/v1/%(tenant_id)s", cancellation);
        await EnsureServiceAsync("cloudformation", "heat-cfn", wanted.Region, $"{Root(cloudFormation)}/v1", cancellation);
        return _steps;
    }

    private async Task EnsureServiceUserAsync(IdentityOptions wanted, CancellationToken cancellation)
    {
        var userDomain = await EnsureDomainAsync(wanted.UserDomainName, cancellation);
        var projectDomain = await EnsureDomainAsync(wanted.ProjectDomainName, cancellation);
        var project = await EnsureInDomainAsync("project", wanted.ProjectName, projectDomain, MapValue.Empty, cancellation);
        var user = await EnsureUserAsync(wanted.Username, wanted.Password, userDomain, cancellation);
        // Services that are strict about who checks tokens of others ask for the role "service".
        foreach (var role in (string[])[AdministratorRole, "service"])
            await EnsureGrantAsync("projects", project, $"the project {wanted.ProjectName}", user, wanted.Username, role, cancellation);
    }

    private async Task EnsureStackDomainAsync(IdentityOptions wanted, CancellationToken cancellation)
    {
        var domain = await EnsureDomainAsync(wanted.StackDomain, cancellation);
        var administrator = await EnsureUserAsync(wanted.StackDomainAdmin, wanted.StackDomainAdminPassword, domain, cancellation);
        await EnsureGrantAsync("domains", domain, $"the domain {wanted.StackDomain}", administrator, wanted.StackDomainAdmin, AdministratorRole, cancellation);
    }

    private Task<string?> EnsureDomainAsync(string name, CancellationToken cancellation) => EnsureAsync("domain", name, "", MapValue.Empty, cancellation);

    private Task<string?> EnsureRoleAsync(string name, CancellationToken cancellation) => EnsureAsync("role", name, "", MapValue.Empty, cancellation);

    private Task<string?> EnsureUserAsync(string name, string password, string? domain, CancellationToken cancellation) =>
        EnsureInDomainAsync("user", name, domain, MapValue.Of(("password", password)), cancellation);

    /// <summary>In a domain that would be made there can't be anything yet.</summary>
    private Task<string?> EnsureInDomainAsync(string kind, string name, string? domain, MapValue more, CancellationToken cancellation) => domain is null
        ? MakeAsync(kind, name, more, cancellation)
        : EnsureAsync(kind, name, $"&domain_id={domain}", more.With("domain_id", domain), cancellation);

    /// <summary>The id of the object of this name, made if need be; null when it would be made.</summary>
    private async Task<string?> EnsureAsync(string kind, string name, string filter, MapValue more, CancellationToken cancellation) =>
        await FirstAsync($"{kind}s", $"name={ServiceClient.Segment(name)}{filter}", cancellation) is { } found
            ? Tell(SetupOutcome.Present, $"{kind} {name}", found.Get("id").AsText())
            : await MakeAsync(kind, name, more.With("name", name), cancellation);

    private async Task EnsureGrantAsync(string targets, string? target, string targetName, string? user, string userName, string role, CancellationToken cancellation)
    {
        var roleId = await EnsureRoleAsync(role, cancellation);
        var what = $"role {role} of {userName} in {targetName}";
        var path = $"/{targets}/{target}/users/{user}/roles";
        if (target is null || user is null || roleId is null)
        {
            Tell(SetupOutcome.Made, what, null);
            return;
        }

        if ((await _keystone.ListAsync(path, "roles", cancellation)).Any(held => held.Get("id").AsText() == roleId))
        {
            Tell(SetupOutcome.Present, what, roleId);
            return;
        }

        if (!_isRehearsal)
            await _keystone.PutAsync($"{path}/{roleId}", MapValue.Empty, cancellation);
        Tell(SetupOutcome.Made, what, roleId);
    }

    private async Task EnsureServiceAsync(string type, string name, string region, string address, CancellationToken cancellation)
    {
        var service = (await FirstAsync("services", $"type={type}", cancellation))?.Get("id").AsText() is { } id
            ? Tell(SetupOutcome.Present, $"service {type}", id)
            : await MakeAsync("service", type, MapValue.Of(("type", type), ("name", name)), cancellation);
        foreach (var face in (string[])["public", "internal", "admin"])
            await EnsureEndpointAsync(service, type, face, region, address, cancellation);
    }

    private async Task EnsureEndpointAsync(string? service, string type, string face, string region, string address, CancellationToken cancellation)
    {
        var name = $"{type}, {face}, in {region}: {address}";
        var what = $"endpoint {name}";
        var present = service is null ? null : await FirstAsync("endpoints", $"service_id={service}&interface={face}&region_id={ServiceClient.Segment(region)}", cancellation);
        if (present is null)
        {
            await MakeAsync("endpoint", name, MapValue.Of(("service_id", service), ("interface", face), ("region", region), ("url", address)), cancellation);
            return;
        }

        if (present.Get("url").AsText() == address)
        {
            Tell(SetupOutcome.Present, what, null);
            return;
        }

        if (!_isRehearsal)
            await _keystone.PatchAsync($"/endpoints/{present.Get("id").AsText()}", MapValue.Of(("endpoint", MapValue.Of(("url", address)))), cancellation);
        Tell(SetupOutcome.Changed, what, null);
    }

    private async Task<MapValue?> FirstAsync(string collection, string query, CancellationToken cancellation) =>
        (await _keystone.ListAsync($"/{collection}?{query}", collection, cancellation)).FirstOrDefault();

    private async Task<string?> MakeAsync(string kind, string name, MapValue body, CancellationToken cancellation)
    {
        var made = _isRehearsal ? MapValue.Empty : (await _keystone.PostAsync($"/{kind}s", MapValue.Of((kind, body)), cancellation)).Get(kind).AsMap();
        return Tell(SetupOutcome.Made, $"{kind} {name}", made?.Get("id").AsText());
    }

    private string? Tell(SetupOutcome outcome, string what, string? id)
    {
        // What several others need is looked for several times.
        if (_steps.All(told => told.What != what))
            _steps.Add(new SetupStep(outcome, what));
        return id;
    }

    private static string Root(Uri address) => address.AbsoluteUri.TrimEnd('/');
}
