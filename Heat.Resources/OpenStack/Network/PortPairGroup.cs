using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::PortPairGroup — port pairs that share the traffic at one place of a chain. API: Networking v2.0, /sfc/port_pair_groups.</summary>
public sealed class PortPairGroup() : NeutronResource("port_pair_groups", "port_pair_group", "/sfc/port_pair_groups")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::PortPairGroup")
    {
        Description = "Port pairs that share the traffic at one place of a chain.",
        Support = new SupportStatus(SupportStatus.Unsupported, "8.0.0"),
        Service = "network",
        Extension = "sfc",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.List("port_pairs", "The port pairs, by name or id.", Property.Text("*").Finding("neutron.port_pair").Satisfying("neutron.port_pair")).Required().Updatable(),
        ],
    };
}
