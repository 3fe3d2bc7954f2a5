using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::MeteringLabel — a label under which traffic is counted. API: Networking v2.0, /metering/metering-labels.</summary>
public sealed class MeteringLabel() : NeutronResource("metering_labels", "metering_label", "/metering/metering-labels")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::MeteringLabel")
    {
        Description = "A label under which traffic is counted.",
        Support = SupportStatus.Since("2014.1"),
        Service = "network",
        Properties =
        [
            Property.Text("description", "What it is for."),
            Property.Text("name", "The name shown to people; one is made up when it is left out."),
            Property.Flag("shared", "Whether the traffic of all projects is counted.").DefaultsTo(false).Since("2015.1"),
        ],
        Attributes =
        [
            Attribute.Text("description", "What it is for."),
            Attribute.Text("name", "The name."),
            Attribute.Text("shared", "Whether the traffic of all projects is counted."),
        ],
    };
}
