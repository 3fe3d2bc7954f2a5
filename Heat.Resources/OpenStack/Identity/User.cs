using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::User — somebody who can log in. API: Identity v3, /users.</summary>
public sealed class User() : KeystoneResource("users", "user")
{
    private const string Groups = "groups";
    private static readonly RoleGrants s_roles = new("users");

    public override ResourceSchema Schema { get; } = new("OS::Keystone::User")
    {
        Description = "Somebody who can log in.",
        Support = SupportStatus.Since("2015.1"),
        Service = "identity",
        Properties =
        [
            Property.Text("default_project", "The project that the user works in unless another one is named, by name or id.").Finding("keystone.project").Satisfying("keystone.project").Updatable(),
            Property.Text("description", "Who it is.").DefaultsTo("").Updatable(),
            Property.Text("domain", "The domain, by name or id.").Finding("keystone.domain").Satisfying("keystone.domain").DefaultsTo("default").Updatable(),
            Property.Text("email", "The mail address.").Updatable(),
            Property.Flag("enabled", "Whether the user can log in.").DefaultsTo(true).Updatable(),
            Property.List(Groups, "The groups that the user is in, by name or id.", Property.Text("*").Finding("keystone.group").Satisfying("keystone.group")).Updatable(),
            Property.Text("name", "The name; one is made up when it is left out.").Updatable(),
            Property.Text("password", "The password.").Updatable(),
            RoleGrants.Schema,
        ],
        Attributes =
        [
            Attribute.Text("default_project_id", "The id of the project that the user works in unless another one is named.").Since("9.0.0"),
            Attribute.Text("domain_id", "The id of the user's domain.").Since("9.0.0"),
            Attribute.Flag("enabled", "Whether the user can log in.").Since("9.0.0"),
            Attribute.Text("name", "The name.").Since("9.0.0"),
            Attribute.Text("password_expires_at", "Until when the password holds.").Since("9.0.0"),
        ],
    };

    public override string Title => "KeystoneUser";

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["domain"] = "domain_id", ["default_project"] = "default_project_id" };

    protected override IReadOnlySet<string> Apart { get; } = new HashSet<string> { Groups, RoleGrants.Name };

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([.. RoleGrants.Faults(properties)]);

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        foreach (var group in resource.Properties.Get(Groups).Texts())
            await Client(resource).PutAsync(MembershipOf(resource, group), MapValue.Empty, cancellation);
        await s_roles.GrantAsync(Client(resource), resource.RequiredPhysicalId, resource.Properties.Get(RoleGrants.Name), cancellation);
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        await base.UpdateAsync(resource, changes, cancellation);
        var (before, after) = (changes.Before.Get(Groups).Texts().ToList(), changes.After.Get(Groups).Texts().ToList());
        foreach (var group in after.Except(before))
            await Client(resource).PutAsync(MembershipOf(resource, group), MapValue.Empty, cancellation);
        foreach (var group in before.Except(after))
            await Absence.IgnoreAsync(() => Client(resource).DeleteAsync(MembershipOf(resource, group), cancellation));
        await s_roles.ChangeAsync(Client(resource), resource.RequiredPhysicalId, changes, cancellation);
    }

    private static string MembershipOf(ResourceContext resource, string group) => $"/groups/{ServiceClient.Segment(group)}/users/{ServiceClient.Segment(resource.RequiredPhysicalId)}";
}
