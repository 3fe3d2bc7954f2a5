using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::Firewall — applies a policy to the routers of a project. API: Networking v2.0, /fw/firewalls.</summary>
public sealed class Firewall() : BackgroundNetworkObject("firewalls", "firewall", "/fw/firewalls")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::Firewall")
    {
        Description = "Applies a policy to the routers of a project.",
        Service = "network",
        Extension = "fwaas",
        Properties =
        [
            Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("firewall_policy_id", "The policy.").Required().Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Flag("shared", "Has no effect.").Updatable().Since("2015.1").Supported(new SupportStatus(SupportStatus.Unsupported, "6.0.0")),
            Property.Map("value_specs", "More fields for the service, passed on as they are.").DefaultsTo(MapValue.Empty).Updatable().Since("5.0.0"),
        ],
        Attributes =
        [
            Attribute.Text("admin_state_up", "Whether it is switched on."),
            Attribute.Text("description", "What it is for."),
            Attribute.Text("firewall_policy_id", "The policy."),
            Attribute.Text("name", "The name."),
            Attribute.Text("shared", "Not offered by the service.").Supported(new SupportStatus(SupportStatus.Unsupported, "6.0.0")),
            Attribute.Text("status", "The status that the service gives."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };

    private protected override IReadOnlySet<string> Ready { get; } = new HashSet<string> { "ACTIVE", "INACTIVE" };

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await base.ReadAttributesAsync(resource, cancellation)).With("shared", "This attribute is currently unsupported in neutron firewall resource.");
}
