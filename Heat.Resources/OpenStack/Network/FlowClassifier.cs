using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::FlowClassifier — tells the traffic that goes through a chain. API: Networking v2.0, /sfc/flow_classifiers.</summary>
public sealed class FlowClassifier() : NeutronResource("flow_classifiers", "flow_classifier", "/sfc/flow_classifiers")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::FlowClassifier")
    {
        Description = "Tells the traffic that goes through a chain of ports.",
        Support = new SupportStatus(SupportStatus.Unsupported, "8.0.0"),
        Service = "network",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("destination_ip_prefix", "Where the traffic goes.").Satisfying("net_cidr"),
            Property.Integer("destination_port_range_max", "The last port that it goes to.").InRange(1, 65535),
            Property.Integer("destination_port_range_min", "The first port that it goes to.").InRange(1, 65535),
            Property.Text("ethertype", "The version of the internet protocol.").OneOf("IPv4", "IPv6").DefaultsTo("IPv4"),
            Property.Map("l7_parameters", "Marks of the application.").Supported(new SupportStatus(SupportStatus.Unsupported, null)),
            Property.Text("logical_destination_port", "The port of the network that it goes to, by name or id.").Finding("neutron.port").Satisfying("neutron.port"),
            Property.Text("logical_source_port", "The port of the network that it comes from, by name or id.").Finding("neutron.port").Satisfying("neutron.port"),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("protocol", "The protocol.").OneOf("tcp", "udp", "icmp"),
            Property.Text("source_ip_prefix", "Where the traffic comes from.").Satisfying("net_cidr"),
            Property.Integer("source_port_range_max", "The last port that it comes from.").InRange(1, 65535),
            Property.Integer("source_port_range_min", "The first port that it comes from.").InRange(1, 65535),
        ],
    };
}
