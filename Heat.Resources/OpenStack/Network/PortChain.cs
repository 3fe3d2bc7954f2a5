using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::PortChain — the groups that some traffic goes through one after the other. API: Networking v2.0, /sfc/port_chains.</summary>
public sealed class PortChain() : NeutronResource("port_chains", "port_chain", "/sfc/port_chains")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::PortChain")
    {
        Description = "The groups of ports that some traffic goes through one after the other.",
        Support = new SupportStatus(SupportStatus.Unsupported, "8.0.0"),
        Service = "network",
        Extension = "sfc",
        Properties =
        [
            Property.Map("chain_parameters", "What the service has to know of the chain.").DefaultsTo(MapValue.Of(("correlation", "mpls"))),
            Property.Text("description", "What it is for.").Updatable(),
            Property.List("flow_classifiers", "Which traffic is meant, by name or id.", Property.Text("*").Finding("neutron.flow_classifier").Satisfying("neutron.flow_classifier")).DefaultsTo(ListValue.Empty).Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.List("port_pair_groups", "The groups, by name or id.", Property.Text("*").Finding("neutron.port_pair_group").Satisfying("neutron.port_pair_group")).Required().Updatable(),
        ],
    };
}
