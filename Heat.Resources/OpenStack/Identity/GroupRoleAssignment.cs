using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::GroupRoleAssignment — roles of a group on projects and domains. API: Identity v3, /projects/{id}/groups/{id}/roles.</summary>
public sealed class GroupRoleAssignment() : RoleAssignmentResource("group")
{
    public override ResourceSchema Schema { get; } = new("OS::Keystone::GroupRoleAssignment")
    {
        Description = "Roles of a group on projects and domains.",
        Support = SupportStatus.Since("5.0.0"),
        Service = "identity",
        Properties = [Roles, Property.Text("group", "The group, by name or id.").Finding("keystone.group").Satisfying("keystone.group").Required().Updatable()],
    };

    public override string Title => "KeystoneGroupRoleAssignment";
}
