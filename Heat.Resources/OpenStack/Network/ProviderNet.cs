using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::ProviderNet — a network of which the administrator says how it is realised. API: Networking v2.0, /networks.</summary>
public sealed class ProviderNet() : NeutronResource("networks", "network")
{
    private const string Segmentation = "segmentation_id";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::ProviderNet")
    {
        Description = "A network of which the administrator says how it is realised.",
        Support = SupportStatus.Since("2014.1"),
        Service = "network",
        Extension = "provider",
        Properties =
        [
            Property.Flag("admin_state_up", "Whether the network forwards traffic.").DefaultsTo(true).Updatable(),
            Property.List("availability_zone_hints", "The availability zones to prefer.").Updatable().Since("19.0.0"),
            Property.Text("dns_domain", "The domain of its names.").Satisfying("dns_domain").Updatable().Since("15.0.0"),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("network_type", "How the network is realised.").OneOf("local", "vlan", "vxlan", "gre", "geneve", "flat").Required().Updatable(),
            Property.Text("physical_network", "The network beneath.").Updatable(),
            Property.Flag("port_security_enabled", "Whether ports are guarded against traffic that is not theirs.").Updatable().Since("8.0.0"),
            Property.Flag("router_external", "Whether routers can use it as their way out.").DefaultsTo(false).Updatable().Since("6.0.0"),
            Property.Text(Segmentation, "The number that tells its traffic from that of others.").Updatable(),
            Property.Flag("shared", "Whether other projects may use it.").DefaultsTo(true).Updatable(),
            Property.List("tags", "Words to mark it with.", Property.Text("*")).Updatable().Since("12.0.0"),
        ],
        Attributes =
        [
            Attribute.List("segments", "Its segments.").Since("16.0.0"),
            Attribute.Text("status", "The status that the service gives."),
            Attribute.List("subnets", "The ids of its subnets."),
        ],
    };

    protected override bool HasStatus => true;

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string>
    {
        ["network_type"] = "provider:network_type",
        ["physical_network"] = "provider:physical_network",
        [Segmentation] = "provider:segmentation_id",
        ["router_external"] = "router:external",
    };

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) =>
        await NetworkSegments.AddedToAsync(await base.ReadAttributesAsync(resource, cancellation), resource, cancellation);

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        var type = properties.Text("network_type");
        if (properties.Has(Segmentation) && type is ("local" or "flat"))
            yield return "segmentation_id not allowed for network types: local, flat";
        if (properties.Has("physical_network") && type is ("vxlan" or "gre" or "geneve" or "local"))
            yield return "physical_network not allowed for network types: vxlan, gre, geneve, flat";
    }

    /// <summary>The number is a text in templates.</summary>
    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) => Task.FromResult(
        int.TryParse(body.Text(Segmentation), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? body.With(Segmentation, number) : body);
}
