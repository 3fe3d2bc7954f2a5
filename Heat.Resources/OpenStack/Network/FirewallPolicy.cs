using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::FirewallPolicy — rules in the order in which they are tried. API: Networking v2.0, /fw/firewall_policies.</summary>
public sealed class FirewallPolicy() : NeutronResource("firewall_policies", "firewall_policy", "/fw/firewall_policies")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::FirewallPolicy")
    {
        Description = "Rules of a firewall in the order in which they are tried.",
        Service = "network",
        Extension = "fwaas",
        Properties =
        [
            Property.Flag("audited", "Whether somebody has looked it over; a change takes that back.").DefaultsTo(false).Updatable(),
            Property.Text("description", "What it is for.").Updatable(),
            Property.List("firewall_rules", "The rules.").Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Flag("shared", "Whether other projects may use it.").DefaultsTo(false).Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("audited", "Whether somebody has looked it over; a change takes that back."),
            Attribute.Text("description", "What it is for."),
            Attribute.List("firewall_rules", "The rules."),
            Attribute.Text("name", "The name."),
            Attribute.Text("shared", "Whether other projects may use it."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };
}
