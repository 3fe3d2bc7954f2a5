using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::Service — an entry of the catalogue. API: Identity v3, /services.</summary>
public sealed class Service() : KeystoneResource("services", "service")
{
    public override ResourceSchema Schema { get; } = new("OS::Keystone::Service")
    {
        Description = "A service of the catalogue.",
        Support = SupportStatus.Since("5.0.0"),
        Service = "identity",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Flag("enabled", "Whether the catalogue shows it.").DefaultsTo(true).Updatable().Since("6.0.0"),
            Property.Text("name", "The name; one is made up when it is left out.").Updatable(),
            Property.Text("type", "The type, such as compute.").Required().Updatable(),
        ],
    };

    public override string Title => "KeystoneService";
}
