using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::TaaS::TapFlow — a port whose traffic is copied. API: Networking v2.0, /taas/tap_flows.</summary>
public sealed class TapFlow() : TapObject("tap_flows", "tap_flow")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::TaaS::TapFlow")
    {
        Description = "A port whose traffic is copied.",
        Support = SupportStatus.Since("12.0.0"),
        Service = "network",
        Extension = "taas",
        Properties =
        [
            Property.Text("description", "What it is for.").DefaultsTo("").Updatable(),
            Property.Text("direction", "Which of its traffic is meant.").OneOf("IN", "OUT", "BOTH").DefaultsTo("BOTH"),
            Property.Text("name", "The name shown to people.").DefaultsTo("").Updatable(),
            Property.Text("port", "The port, by name or id.").Finding("neutron.port").Satisfying("neutron.port").Required(),
            Property.Text("tap_service", "Who receives the copies, by name or id.").Finding("neutron.taas.tap_service").Satisfying("neutron.taas.tap_service").Required(),
            Property.Text("vlan_filter", "The VLANs whose traffic is copied, such as 9,18-27; all when it is left out.").Matching(@"^([0-9]+(-[0-9]+)?)(,([0-9]+(-[0-9]+)?))*$"),
        ],
    };

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["port"] = "source_port", ["tap_service"] = "tap_service_id" };
}
