using System.Collections.Immutable;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Which roles somebody has somewhere: their own, their groups', and those that roles imply.</summary>
internal sealed class RoleBook(IdentityTables tables)
{
    private static readonly (string Role, string Implied)[] s_implied = [("admin", "member"), ("member", "reader")];

    public ImmutableArray<Role> On(string targetId, string userId)
    {
        var own = tables.AssignmentsByActor[userId];
        var byGroups = tables.GroupsByMember[userId].SelectMany(group => tables.AssignmentsByActor[group.Id]);
        return WithImplied(own.Concat(byGroups).Where(held => held.TargetId == targetId).Select(held => held.RoleId));
    }

    public ImmutableArray<Role> WithImplied(IEnumerable<string> roleIds)
    {
        var roles = roleIds.Distinct().Select(tables.Roles.Find).OfType<Role>().ToList();
        foreach (var (role, implied) in s_implied)
            if (roles.Any(held => held.Name == role) && roles.All(held => held.Name != implied) && Named(implied) is { } more) roles.Add(more);
        return [.. roles];
    }

    /// <summary>The ids of projects (or domains) on which a user has any role.</summary>
    public IReadOnlySet<string> Targets(string userId, string kind) =>
        tables.AssignmentsByActor[userId]
            .Concat(tables.GroupsByMember[userId].SelectMany(group => tables.AssignmentsByActor[group.Id]))
            .Where(held => held.TargetKind == kind)
            .Select(held => held.TargetId)
            .ToHashSet();

    public Role? Named(string? name) => tables.Roles.All.FirstOrDefault(role => role.Name == name);
}
