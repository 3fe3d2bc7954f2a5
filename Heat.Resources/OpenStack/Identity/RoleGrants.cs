using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>The roles of a user or a group on projects and domains: the property <c>roles</c> and the calls that carry it out. Granting again, or revoking what isn't granted, does no harm.</summary>
/// <param name="Actors">Who has the roles, as paths name them: <c>users</c> or <c>groups</c>.</param>
internal sealed record RoleGrants(string Actors)
{
    public const string Name = "roles";

    public static PropertySchema Schema { get; } = Property.ListOfMaps(Name, "The roles.",
        Property.Text("domain", "The domain that the role is for, by name or id.").Finding("keystone.domain").Satisfying("keystone.domain"),
        Property.Text("project", "The project that the role is for, by name or id.").Finding("keystone.project").Satisfying("keystone.project"),
        Property.Text("role", "The role, by name or id.").Finding("keystone.role").Satisfying("keystone.role").Required()).Updatable();

    public static IEnumerable<string> Faults(MapValue properties)
    {
        foreach (var role in properties.Get(Name).Maps())
        {
            var (isForProject, isForDomain) = (!role.Get("project").IsNull, !role.Get("domain").IsNull);
            if (isForProject && isForDomain)
                yield return PropertyRules.Conflict("project", "domain");
            else if (!isForProject && !isForDomain)
                yield return $"Either project or domain must be specified for role {role.Text("role")}";
        }
    }

    public async Task GrantAsync(IdentityClient client, string actor, Value roles, CancellationToken cancellation)
    {
        foreach (var role in roles.Maps())
            await client.PutAsync(PathOf(actor, role), MapValue.Empty, cancellation);
    }

    public async Task RevokeAsync(IdentityClient client, string actor, Value roles, CancellationToken cancellation)
    {
        foreach (var role in roles.Maps())
            await Absence.IgnoreAsync(() => client.DeleteAsync(PathOf(actor, role), cancellation));
    }

    public async Task ChangeAsync(IdentityClient client, string actor, PropertyChanges changes, CancellationToken cancellation)
    {
        var (before, after) = (changes.Before.Get(Name).Maps().ToList(), changes.After.Get(Name).Maps().ToList());
        await GrantAsync(client, actor, ListValue.Create(after.Where(role => !before.Contains(role))), cancellation);
        await RevokeAsync(client, actor, ListValue.Create(before.Where(role => !after.Contains(role))), cancellation);
    }

    private string PathOf(string actor, MapValue role)
    {
        var scope = role.Text("project") is { } project ? $"/projects/{ServiceClient.Segment(project)}" : $"/domains/{ServiceClient.Segment(role.Text("domain") ?? "")}";
        return $"{scope}/{Actors}/{ServiceClient.Segment(actor)}/roles/{ServiceClient.Segment(role.Text("role") ?? "")}";
    }
}
