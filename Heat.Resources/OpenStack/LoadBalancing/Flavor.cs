using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::Flavor — a kind of load balancer that users may choose. API: Load Balancer v2, /lbaas/flavors.</summary>
public sealed class Flavor() : NamedSetting("flavors", "flavor")
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::Flavor")
    {
        Description = "A kind of load balancer that users may choose.",
        Support = SupportStatus.Since("14.0.0"),
        Service = "load-balancer",
        Properties =
        [
            Property.Text("description", "What it is for.").DefaultsTo("").Updatable(),
            Property.Flag("enabled", "Whether it may be chosen.").DefaultsTo(true).Updatable(),
            Property.Text("flavor_profile", "What it means to the provider, by name or id.").Finding("octavia.flavorprofile").Satisfying("octavia.flavorprofile").Required(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("flavor_profile_id", "The id of its profile."),
        ],
    };

    private protected override MapValue ForService(MapValue properties) => properties.Renamed("flavor_profile", "flavor_profile_id");
}
