using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::Group — users who have their roles in common. API: Identity v3, /groups.</summary>
public sealed class Group() : KeystoneResource("groups", "group")
{
    private static readonly RoleGrants s_roles = new("groups");

    public override ResourceSchema Schema { get; } = new("OS::Keystone::Group")
    {
        Description = "Users who have their roles in common.",
        Support = SupportStatus.Since("2015.1"),
        Service = "identity",
        Properties =
        [
            Property.Text("description", "What it is for.").DefaultsTo("").Updatable(),
            Property.Text("domain", "The domain, by name or id.").Finding("keystone.domain").Satisfying("keystone.domain").DefaultsTo("default").Updatable(),
            Property.Text("name", "The name; one is made up when it is left out.").Updatable(),
            RoleGrants.Schema,
        ],
    };

    public override string Title => "KeystoneGroup";

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["domain"] = "domain_id" };

    protected override IReadOnlySet<string> Apart { get; } = new HashSet<string> { RoleGrants.Name };

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([.. RoleGrants.Faults(properties)]);

    public override Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation) =>
        s_roles.GrantAsync(Client(resource), resource.RequiredPhysicalId, resource.Properties.Get(RoleGrants.Name), cancellation);

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        await base.UpdateAsync(resource, changes, cancellation);
        await s_roles.ChangeAsync(Client(resource), resource.RequiredPhysicalId, changes, cancellation);
    }
}
