using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::NetworkGateway — joins networks with what is behind devices. API: Networking v2.0, /network-gateways.</summary>
public sealed class NetworkGateway() : NeutronResource("network_gateways", "network_gateway")
{
    private const string Connections = "connections";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::NetworkGateway")
    {
        Description = "Joins networks with what is behind devices.",
        Support = SupportStatus.Since("2014.1"),
        Service = "network",
        Properties =
        [
            Property.ListOfMaps(Connections, "The networks that are joined with it.",
                Property.Text("network", "The network, by name or id.").Finding("neutron.network").Satisfying("neutron.network").Required().Since("2014.2"),
                Property.Text("network_id", "The old name of network.").Finding("neutron.network").Satisfying("neutron.network").DeprecatedIn("2014.2").HiddenIn("5.0.0"),
                Property.Integer("segmentation_id", "The number of the VLAN.").InRange(0, 4094),
                Property.Text("segmentation_type", "How its traffic is marked.").OneOf("flat", "vlan").DefaultsTo("flat")).DefaultsTo(MapValue.Empty).Updatable(),
            Property.ListOfMaps("devices", "The devices; others make it another gateway.",
                Property.Text("id", "The id of the device.").Required(),
                Property.Text("interface_name", "The interface of the device.").Required()).OfLength(1).Required().Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("default", "Whether it is the default gateway of its project."),
        ],
    };

    public override ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        ValueTask.FromResult(properties.RenamedInEach(Connections, "network_id", "network"));

    /// <summary>A gateway keeps its devices for life.</summary>
    public override bool NeedsReplacement(ResourceContext resource, PropertyChanges changes) => changes.Contains("devices");

    public override Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation) => ConnectAsync(resource, resource.Properties, cancellation);

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        await base.UpdateAsync(resource, changes, cancellation);
        if (!changes.Contains(Connections))
            return;
        await DisconnectAsync(resource, changes.Before, cancellation);
        await ConnectAsync(resource, changes.After, cancellation);
    }

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await DisconnectAsync(resource, resource.Properties, cancellation);
        await base.DeleteAsync(resource, cancellation);
    }

    protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        foreach (var connection in properties.Get(Connections).Maps())
            switch (connection.Text("segmentation_type"), connection.Get("segmentation_id").AsInteger())
            {
                case ("vlan", null):
                    yield return "segmentation_id must be specified for using vlan";
                    break;
                case ("flat", > 0):
                    yield return "segmentation_id cannot be specified except 0 for using flat";
                    break;
            }
    }

    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) => Task.FromResult(body.Without(Connections));

    private async Task ConnectAsync(ResourceContext resource, MapValue properties, CancellationToken cancellation)
    {
        foreach (var connection in ConnectionsOf(properties))
            try
            {
                await Client(resource).PutAsync(PathOf(resource) + "/connect_network", connection, cancellation);
            }
            catch (CloudException connected) when (connected.Nature == FailureNature.Conflict)
            {
                // Begun once more after a crash: it is connected already.
            }
    }

    private async Task DisconnectAsync(ResourceContext resource, MapValue properties, CancellationToken cancellation)
    {
        foreach (var connection in ConnectionsOf(properties))
            await Absence.IgnoreAsync(() => Client(resource).PutAsync(PathOf(resource) + "/disconnect_network", connection, cancellation));
    }

    private static IEnumerable<MapValue> ConnectionsOf(MapValue properties) => properties.Get(Connections).Maps().Select(connection => connection.WithoutNulls().Renamed("network", "network_id"));
}
