using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::FirewallRule — what happens to some traffic at a firewall. API: Networking v2.0, /fw/firewall_rules.</summary>
public sealed class FirewallRule() : NeutronResource("firewall_rules", "firewall_rule", "/fw/firewall_rules")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::FirewallRule")
    {
        Description = "What happens to some traffic at a firewall.",
        Service = "network",
        Extension = "fwaas",
        Properties =
        [
            Property.Text("action", "What happens to it.").OneOf("allow", "deny").DefaultsTo("deny").Updatable(),
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("destination_ip_address", "Where the traffic goes.").Satisfying("net_cidr").Updatable(),
            Property.Text("destination_port", "The port, or range of ports, that it goes to.").Updatable(),
            Property.Flag("enabled", "Whether the rule is in force.").DefaultsTo(true).Updatable(),
            Property.Text("ip_version", "The version of the internet protocol.").OneOf("4", "6").DefaultsTo("4").Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("protocol", "The protocol.").OneOf("tcp", "udp", "icmp", "any").DefaultsTo("any").Updatable(),
            Property.Flag("shared", "Whether other projects may use it.").DefaultsTo(false).Updatable(),
            Property.Text("source_ip_address", "Where the traffic comes from.").Satisfying("net_cidr").Updatable(),
            Property.Text("source_port", "The port, or range of ports, that it comes from.").Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("action", "What happens to it."),
            Attribute.Text("description", "What it is for."),
            Attribute.Text("destination_ip_address", "Where the traffic goes."),
            Attribute.Text("destination_port", "The port, or range of ports, that it goes to."),
            Attribute.Text("enabled", "Whether the rule is in force."),
            Attribute.Text("firewall_policy_id", "The policy that it belongs to."),
            Attribute.Text("ip_version", "The version of the internet protocol."),
            Attribute.Text("name", "The name."),
            Attribute.Text("position", "Its place in the policy."),
            Attribute.Text("protocol", "The protocol."),
            Attribute.Text("shared", "Whether other projects may use it."),
            Attribute.Text("source_ip_address", "Where the traffic comes from."),
            Attribute.Text("source_port", "The port, or range of ports, that it comes from."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };

    /// <summary>The service has no word for any protocol: it is the lack of one.</summary>
    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) =>
        Task.FromResult(body.Text("protocol") == "any" ? body.With("protocol", Value.Null) : body);
}
