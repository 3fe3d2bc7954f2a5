using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/roles.</summary>
internal sealed class RolesApi(IdentityTables tables) : IdentityCollection<Role>(tables.Roles, "role", "roles")
{
    protected override Role Settle(Role item, Role? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        RefuseSecond(item, item.DomainId, other => other.DomainId);
        return item;
    }

    protected override void Release(Role item, CloudTransaction transaction)
    {
        foreach (var assignment in tables.Assignments.All.Where(assignment => assignment.RoleId == item.Id)) transaction.Remove(tables.Assignments, assignment);
    }
}
