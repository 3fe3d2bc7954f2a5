using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::Segment — a part of a network that spans several networks beneath. API: Networking v2.0, /segments.</summary>
public sealed class Segment() : NeutronResource("segments", "segment")
{
    private const string Physical = "physical_network";
    private const string Number = "segmentation_id";
    private const int MostOfVlan = 4094;

    public override ResourceSchema Schema { get; } = new("OS::Neutron::Segment")
    {
        Description = "A part of a network.",
        Support = SupportStatus.Since("9.0.0"),
        Service = "network",
        Extension = "segment",
        Properties =
        [
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("network", "The network, by name or id.").Finding("neutron.network").Satisfying("neutron.network").Required(),
            Property.Text("network_type", "How the segment is realised.").OneOf("local", "vlan", "vxlan", "gre", "geneve", "flat").Required(),
            Property.Text(Physical, "The network beneath."),
            Property.Integer(Number, "The number that tells its traffic from that of others.").InRange(1),
        ],
    };

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["network"] = "network_id" };

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        var type = properties.Text("network_type");
        var (hasPhysical, hasNumber) = (properties.IsGiven(Physical, unknown), properties.IsGiven(Number, unknown));
        if (type is "flat" or "vlan" && !hasPhysical)
            yield return $"{Physical} is required for {type} provider network.";
        if (type == "vlan" && !hasNumber)
            yield return $"{Number} is required for {type} provider network.";
        if (type is "local" or "flat" && hasNumber)
            yield return $"{Number} is prohibited for {type} provider network.";
        if (type is "vxlan" or "gre" or "geneve" && hasPhysical)
            yield return $"{Physical} is prohibited for {type} provider network.";
        if (type == "vlan" && properties.Get(Number).AsInteger() > MostOfVlan)
            yield return $"Up to {MostOfVlan} VLAN network segments can exist on each {Physical}.";
    }
}
