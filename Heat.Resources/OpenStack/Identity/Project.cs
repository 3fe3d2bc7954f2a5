using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::Project — what owns the objects of a cloud. API: Identity v3, /projects.</summary>
public sealed class Project() : KeystoneResource("projects", "project")
{
    public override ResourceSchema Schema { get; } = new("OS::Keystone::Project")
    {
        Description = "What owns the objects of a cloud.",
        Support = SupportStatus.Since("2015.1"),
        Service = "identity",
        Properties =
        [
            Property.Text("description", "What it is for.").DefaultsTo("").Updatable(),
            Property.Text("domain", "The domain, by name or id.").Finding("keystone.domain").Satisfying("keystone.domain").DefaultsTo("default").Updatable(),
            Property.Flag("enabled", "Whether it can be worked in.").DefaultsTo(true).Updatable(),
            Property.Text("name", "The name; one is made up when it is left out.").Updatable(),
            Property.Text("parent", "The project that it belongs to, by name or id.").Finding("keystone.project").Satisfying("keystone.project").Since("6.0.0"),
            Property.List("tags", "Words to mark it with.").DefaultsTo(ListValue.Empty).Updatable().Since("10.0.0"),
        ],
        Attributes =
        [
            Attribute.Text("domain_id", "The id of its domain.").Since("10.0.0"),
            Attribute.Flag("enabled", "Whether it can be worked in.").Since("10.0.0"),
            Attribute.Flag("is_domain", "Whether it acts as a domain.").Since("10.0.0"),
            Attribute.Text("name", "The name.").Since("10.0.0"),
            Attribute.Text("parent_id", "The id of the project that it belongs to.").Since("10.0.0"),
        ],
    };

    public override string Title => "KeystoneProject";

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["domain"] = "domain_id", ["parent"] = "parent_id" };

    /// <summary>The network service makes a security group for every project that shows up there; nobody else would delete it.</summary>
    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var network = resource.Cloud.Service<NetworkClient>();
        foreach (var group in await network.ListAsync($"/security-groups?project_id={ServiceClient.Segment(resource.RequiredPhysicalId)}&name=default", "security_groups", cancellation))
            await Absence.IgnoreAsync(() => network.DeleteAsync($"/security-groups/{group.Text("id")}", cancellation));
        await base.DeleteAsync(resource, cancellation);
    }
}
