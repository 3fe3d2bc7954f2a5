using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Users, projects and what belongs to them. API: Identity v3.</summary>
public sealed class IdentityClient(OpenStackSession session) : ServiceClient(session)
{
    public override IReadOnlyList<string> ServiceTypes { get; } = ["identity"];

    protected override string Version => "v3";

    protected internal override Task<string> FindIdAsync(string kind, string nameOrId, CancellationToken cancellation) => kind switch
    {
        "project" => FindInDomainAsync("/projects", "project", "KeystoneProject", nameOrId, cancellation),
        "user" => FindInDomainAsync("/users", "user", "KeystoneUser", nameOrId, cancellation),
        "group" => FindInDomainAsync("/groups", "group", "KeystoneGroup", nameOrId, cancellation),
        "role" => FindInDomainAsync("/roles", "role", "KeystoneRole", nameOrId, cancellation),
        "domain" => FindAsync("/domains", "domain", "KeystoneDomain", nameOrId, "", cancellation),
        "service" => FindAsync("/services", "service", "KeystoneService", nameOrId, "", cancellation),
        "region" => FindAsync("/regions", "region", "KeystoneRegion", nameOrId, "", cancellation),
        _ => base.FindIdAsync(kind, nameOrId, cancellation),
    };

    private protected override CloudException Fault(CloudResponse answer) => Faults.WithStatusInMessage(answer);

    /// <summary>A name may say its domain in braces: <c>demo{Default}</c>.</summary>
    private async Task<string> FindInDomainAsync(string path, string key, string entity, string nameOrId, CancellationToken cancellation)
    {
        var brace = nameOrId.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0 || !nameOrId.EndsWith('}'))
            return await FindAsync(path, key, entity, nameOrId, "", cancellation);
        var domain = await FindIdAsync("domain", nameOrId[(brace + 1)..^1], cancellation);
        return await FindAsync(path, key, entity, nameOrId[..brace], $"&domain_id={Segment(domain)}", cancellation);
    }

    private async Task<string> FindAsync(string path, string key, string entity, string nameOrId, string filter, CancellationToken cancellation)
    {
        if (await TryGetAsync($"{path}/{Segment(nameOrId)}", key, cancellation) is not null)
            return nameOrId;
        var named = await NamedAsync($"{path}?name={Segment(nameOrId)}{filter}", key + "s", cancellation);
        return named.FirstOrDefault(found => found.Get("name").AsText() == nameOrId)?.Get("id").AsText() ?? throw CloudException.EntityNotFound(entity, nameOrId);
    }

    private async Task<IReadOnlyList<MapValue>> NamedAsync(string path, string key, CancellationToken cancellation)
    {
        try
        {
            return await ListAsync(path, key, cancellation);
        }
        catch (CloudException refused) when (refused.Nature == FailureNature.NotFound)
        {
            return [];
        }
    }
}
