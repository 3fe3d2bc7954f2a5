using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::Role — what somebody may do somewhere. API: Identity v3, /roles.</summary>
public sealed class Role() : KeystoneResource("roles", "role")
{
    public override ResourceSchema Schema { get; } = new("OS::Keystone::Role")
    {
        Description = "What somebody may do somewhere.",
        Support = SupportStatus.Since("2015.1"),
        Service = "identity",
        Properties =
        [
            Property.Text("domain", "The domain in which it can be granted, by name or id; every one when it is left out.").Finding("keystone.domain").Satisfying("keystone.domain").Since("16.0.0"),
            Property.Text("name", "The name; one is made up when it is left out.").Updatable(),
        ],
    };

    public override string Title => "KeystoneRole";

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["domain"] = "domain_id" };
}
