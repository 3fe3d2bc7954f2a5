using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::Region — a part of the cloud. API: Identity v3, /regions.</summary>
public sealed class Region() : KeystoneResource("regions", "region")
{
    public override ResourceSchema Schema { get; } = new("OS::Keystone::Region")
    {
        Description = "A part of the cloud.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "identity",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Flag("enabled", "Whether it is in use.").DefaultsTo(true).Updatable(),
            Property.Text("id", "The id; the service chooses one when it is left out."),
            Property.Text("parent_region", "The region that it is a part of.").Finding("keystone.region").Satisfying("keystone.region").Updatable(),
        ],
    };

    public override string Title => "KeystoneRegion";

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["parent_region"] = "parent_region_id" };
}
