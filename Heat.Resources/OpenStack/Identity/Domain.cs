using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::Domain — a space of users, groups and projects. API: Identity v3, /domains.</summary>
public sealed class Domain() : KeystoneResource("domains", "domain")
{
    public override ResourceSchema Schema { get; } = new("OS::Keystone::Domain")
    {
        Description = "A space of users, groups and projects.",
        Support = SupportStatus.Since("8.0.0"),
        Service = "identity",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Flag("enabled", "Whether its users can log in.").DefaultsTo(true).Updatable(),
            Property.Text("name", "The name; one is made up when it is left out.").Updatable(),
        ],
    };

    public override string Title => "KeystoneDomain";

    /// <summary>The service only deletes domains in which nobody can be at work any more.</summary>
    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Absence.IgnoreAsync(() => Client(resource).PatchAsync(PathOf(resource), Wrapped(MapValue.Of(("enabled", false))), cancellation));
        await base.DeleteAsync(resource, cancellation);
    }
}
