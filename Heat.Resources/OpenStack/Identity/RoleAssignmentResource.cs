using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>Roles of a user or a group that is there already. They have no id of their own, so they are known by what they say.</summary>
/// <param name="actor">The property that names who has the roles: <c>user</c> or <c>group</c>.</param>
public abstract class RoleAssignmentResource(string actor) : ResourceType
{
    private readonly RoleGrants _roles = new(actor + "s");

    private protected static PropertySchema Roles => RoleGrants.Schema;

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([.. RoleGrants.Faults(properties)]);

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await _roles.GrantAsync(Client(resource), Actor(resource.Properties), resource.Properties.Get(RoleGrants.Name), cancellation);
        return null;
    }

    /// <summary>A replacement would lose its roles when the old resource is deleted.</summary>
    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(false);

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (!changes.Contains(actor))
        {
            await _roles.ChangeAsync(Client(resource), Actor(changes.After), changes, cancellation);
            return;
        }
        await _roles.RevokeAsync(Client(resource), Actor(changes.Before), changes.Before.Get(RoleGrants.Name), cancellation);
        await _roles.GrantAsync(Client(resource), Actor(changes.After), changes.After.Get(RoleGrants.Name), cancellation);
    }

    public override bool DeletesWithoutPhysicalId => true;

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) =>
        _roles.RevokeAsync(Client(resource), Actor(resource.Properties), resource.Properties.Get(RoleGrants.Name), cancellation);

    private string Actor(MapValue properties) => properties.Text(actor) ?? "";

    private static IdentityClient Client(ResourceContext resource) => resource.Cloud.Service<IdentityClient>();
}
