using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::UserRoleAssignment — roles of a user on projects and domains. API: Identity v3, /projects/{id}/users/{id}/roles.</summary>
public sealed class UserRoleAssignment() : RoleAssignmentResource("user")
{
    public override ResourceSchema Schema { get; } = new("OS::Keystone::UserRoleAssignment")
    {
        Description = "Roles of a user on projects and domains.",
        Support = SupportStatus.Since("5.0.0"),
        Service = "identity",
        Properties = [Roles, Property.Text("user", "The user, by name or id.").Finding("keystone.user").Satisfying("keystone.user").Required().Updatable()],
    };

    public override string Title => "KeystoneUserRoleAssignment";
}
