using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::PortPair — the two ports of something that traffic goes through. API: Networking v2.0, /sfc/port_pairs.</summary>
public sealed class PortPair() : NeutronResource("port_pairs", "port_pair", "/sfc/port_pairs")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::PortPair")
    {
        Description = "The two ports of something that traffic goes through.",
        Support = new SupportStatus(SupportStatus.Unsupported, "7.0.0"),
        Service = "network",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("egress", "The port that traffic leaves by, by name or id.").Finding("neutron.port").Satisfying("neutron.port").Required(),
            Property.Text("ingress", "The port that traffic enters by, by name or id.").Finding("neutron.port").Satisfying("neutron.port").Required(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Map("service_function_parameters", "What the service has to know of it.").DefaultsTo(MapValue.Of(("correlation", Value.Null))),
        ],
    };
}
