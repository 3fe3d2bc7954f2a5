using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::TaaS::TapService — a port that receives copies of traffic. API: Networking v2.0, /taas/tap_services.</summary>
public sealed class TapService() : TapObject("tap_services", "tap_service")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::TaaS::TapService")
    {
        Description = "A port that receives copies of traffic.",
        Support = SupportStatus.Since("12.0.0"),
        Service = "network",
        Extension = "taas",
        Properties =
        [
            Property.Text("description", "What it is for.").DefaultsTo("").Updatable(),
            Property.Text("name", "The name shown to people.").DefaultsTo("").Updatable(),
            Property.Text("port", "The port, by name or id.").Finding("neutron.port").Satisfying("neutron.port").Required(),
        ],
    };

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["port"] = "port_id" };
}
