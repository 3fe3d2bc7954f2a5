using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::Trunk — a port through which a server reaches several networks. API: Networking v2.0, /trunks.</summary>
public sealed class Trunk() : NeutronResource("trunks", "trunk")
{
    private const string SubPorts = "sub_ports";

    public override ResourceSchema Schema { get; } = new("OS::Neutron::Trunk")
    {
        Description = "A port through which a server reaches several networks.",
        Support = SupportStatus.Since("9.0.0"),
        Service = "network",
        Extension = "trunk",
        Properties =
        [
            Property.Flag("admin_state_up", "Whether it forwards traffic.").Updatable(),
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("port", "The port that the server is plugged into, by name or id.").Finding("neutron.port").Satisfying("neutron.port").Required().Immutable(),
            Property.ListOfMaps(SubPorts, "The ports of the other networks.",
                Property.Text("port", "The port, by name or id.").Finding("neutron.port").Satisfying("neutron.port").Required(),
                Property.Integer("segmentation_id", "The number that marks its traffic.").InRange(1, 4094).Required(),
                Property.Text("segmentation_type", "How its traffic is marked.").OneOf("vlan").Required()).Updatable(),
        ],
        Attributes = [Attribute.Text("port_id", "The port that the server is plugged into.")],
    };

    protected override bool HasStatus => true;

    protected override IReadOnlyDictionary<string, string> ServiceNames { get; } = new Dictionary<string, string> { ["port"] = "port_id" };

    /// <summary>A port can't be in a trunk twice, so those that go, go first.</summary>
    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        await base.UpdateAsync(resource, changes, cancellation);
        var (before, after) = (changes.Before.Get(SubPorts).Maps().ToList(), changes.After.Get(SubPorts).Maps().ToList());
        await ChangeAsync(resource, "remove_subports", before.Except(after).Select(port => MapValue.Of(("port_id", port.Get("port")))), cancellation);
        await ChangeAsync(resource, "add_subports", after.Except(before).Select(InWordsOfService), cancellation);
    }

    protected override Task<MapValue> PrepareAsync(ResourceContext resource, MapValue body, bool isUpdate, CancellationToken cancellation) => Task.FromResult(
        isUpdate || !body.Has(SubPorts) ? body.Without(SubPorts) : body.With(SubPorts, ListValue.Create(body.Get(SubPorts).Maps().Select(InWordsOfService))));

    private static MapValue InWordsOfService(MapValue port) => port.Without("port").With("port_id", port.Get("port"));

    private async Task ChangeAsync(ResourceContext resource, string action, IEnumerable<MapValue> ports, CancellationToken cancellation)
    {
        var list = ListValue.Create(ports);
        if (list.Count > 0)
            await Client(resource).PutAsync($"{PathOf(resource)}/{action}", MapValue.Of((SubPorts, list)), cancellation);
    }
}
