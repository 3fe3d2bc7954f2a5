using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::FlavorProfile — what a flavor means to the provider of load balancers. API: Load Balancer v2, /lbaas/flavorprofiles.</summary>
public sealed class FlavorProfile() : NamedSetting("flavorprofiles", "flavorprofile")
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::FlavorProfile")
    {
        Description = "What a flavor means to the provider of load balancers.",
        Support = SupportStatus.Since("14.0.0"),
        Service = "load-balancer",
        Properties =
        [
            Property.Text("flavor_data", "The settings, as the provider knows them: JSON.").Required().Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("provider_name", "The provider.").Updatable(),
        ],
    };
}
