using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Identity;

/// <summary>OS::Keystone::Endpoint — the address of a service. API: Identity v3, /endpoints.</summary>
public sealed class Endpoint() : KeystoneResource("endpoints", "endpoint")
{
    public override ResourceSchema Schema { get; } = new("OS::Keystone::Endpoint")
    {
        Description = "The address of a service.",
        Support = SupportStatus.Since("5.0.0"),
        Service = "identity",
        Properties =
        [
            Property.Flag("enabled", "Whether the catalogue shows it.").DefaultsTo(true).Updatable().Since("6.0.0"),
            Property.Text("interface", "Whom the address is for.").OneOf("public", "internal", "admin").Required().Updatable(),
            Property.Text("name", "The name; one is made up when it is left out.").Updatable(),
            Property.Text("region", "The region.").Finding("keystone.region").Satisfying("keystone.region").Updatable(),
            Property.Text("service", "The service, by name or id.").Finding("keystone.service").Satisfying("keystone.service").Required().Updatable(),
            Property.Text("url", "The address.").Required().Updatable(),
        ],
    };

    public override string Title => "KeystoneEndpoint";

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["region"] = "region_id", ["service"] = "service_id" };
}
