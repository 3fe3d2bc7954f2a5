using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::FloatingIP — an outer address, in the words of the compute service from before there was a network service. API: Networking v2.0, /floatingips.</summary>
public sealed class FloatingIP() : CloudObject<NetworkClient>("/floatingips", "floatingip")
{
    public override ResourceSchema Schema { get; } = new("OS::Nova::FloatingIP")
    {
        Description = "An outer address; OS::Neutron::FloatingIP has taken its place.",
        Support = SupportStatus.Since("2014.1").DeprecatedIn("9.0.0").HiddenIn("11.0.0"),
        Service = "network",
        Properties =
        [
            Property.Text("pool", "The outer network, by name or id; the only one when it is left out."),
        ],
        Attributes =
        [
            Attribute.Text("ip", "The address."),
            Attribute.Text("pool", "The id of the outer network."),
        ],
    };

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var body = MapValue.Of(("floating_network_id", await NetworkAsync(resource, cancellation))).Described(resource);
        return Unwrapped(await Client(resource).PostAsync(CollectionPath, Wrapped(body), cancellation)).Text("id");
    }

    public override bool FindsOnlyItsOwn(ResourceContext resource) => true;

    public override Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        FloatingAddresses.FindDescribedAsync(resource, resource.PhysicalName, cancellation);

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return MapValue.Empty;
        var shown = await ShowAsync(resource, cancellation);
        return MapValue.Of(("ip", shown.Get("floating_ip_address")), ("pool", shown.Get("floating_network_id")));
    }

    private static async Task<string> NetworkAsync(ResourceContext resource, CancellationToken cancellation) => resource.Properties.Text("pool") is { Length: > 0 } pool
        ? await resource.Cloud.FindIdAsync("neutron.network", pool, cancellation)
        : await ExternalNetwork.IdAsync(Client(resource), cancellation);
}
