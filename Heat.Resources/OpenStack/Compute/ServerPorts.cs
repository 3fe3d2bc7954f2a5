using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>The places where a server is plugged into networks. Ports made here for it are noted with the resource and deleted with it.</summary>
internal static class ServerPorts
{
    private const string Made = "internal_ports";
    private const string Announced = "announced_ports";
    private const string Detached = "detached_ports";

    /// <summary>The <c>networks</c> of the creating call: null without any, or the service's own words <c>auto</c> and <c>none</c>.</summary>
    public static async Task<Value> ForCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (!resource.Properties.Has("networks"))
            return Value.Null;
        var networks = resource.Properties.Get("networks").Maps().ToList();
        if (Allocation(networks) is { } allocation)
            return allocation;
        List<Value> cards = [];
        for (var index = 0; index < networks.Count; index++)
            cards.Add(await CardAsync(resource, networks[index], index, cancellation));
        return ListValue.Create(cards);
    }

    public static string? Allocation(IEnumerable<MapValue> networks) => networks.Select(network => network.Text("allocate_network")).FirstOrDefault(word => !string.IsNullOrEmpty(word));

    /// <summary>The id of the port for one entry of <c>networks</c>: the given one, one made on its subnet, or none.</summary>
    public static async Task<string?> PortForAsync(ResourceContext resource, MapValue network, int index, CancellationToken cancellation)
    {
        if (!network.Has("port") && !network.Has("subnet"))
            return null;
        return await MadeOrGivenAsync(resource, network, index, cancellation);
    }

    /// <summary>The id of the port for one entry of <c>networks</c>: the given one, or one made in any case, since a port that a call makes by itself is not found again when its answer is lost.</summary>
    public static async Task<string> MadeOrGivenAsync(ResourceContext resource, MapValue network, int index, CancellationToken cancellation)
    {
        var port = network.Has("port") ? network.Text("port")! : await CreateAsync(resource, network, index, cancellation);
        if (!network.Has("floating_ip"))
            return port;
        var floating = MapValue.Of(("port_id", port));
        if (network.Has("fixed_ip"))
            floating = floating.With("fixed_ip_address", network.Get("fixed_ip"));
        await Networks(resource).SetFloatingAsync(network.Text("floating_ip")!, floating, cancellation);
        return port;
    }

    /// <summary>Notes that ports are about to be made for a server whose <c>networks</c> don't tell so.</summary>
    public static Task AnnounceAsync(ResourceContext resource)
    {
        resource.RecordData(Announced, bool.TrueString);
        return resource.SecureAsync();
    }

    public static Task ReleaseFloatingAsync(ResourceContext resource, MapValue network, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => Networks(resource).SetFloatingAsync(network.Text("floating_ip")!, MapValue.Of(("port_id", Value.Null)), cancellation));

    public static async Task<string?> NetworkIdAsync(ResourceContext resource, MapValue network, CancellationToken cancellation) =>
        network.Has("network") ? network.Text("network")
        : network.Has("subnet") ? await Networks(resource).NetworkOfSubnetAsync(network.Text("subnet")!, cancellation)
        : null;

    public static async Task<IReadOnlyList<MapValue>> InterfacesAsync(ResourceContext resource, CancellationToken cancellation) =>
        await Compute(resource).ListAsync(InterfacesPath(resource), "interfaceAttachments", cancellation);

    public static Task DetachAsync(ResourceContext resource, string port, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => Compute(resource).DeleteAsync($"{InterfacesPath(resource)}/{ServiceClient.Segment(port)}", cancellation));

    public static async Task AttachAsync(ResourceContext resource, string port, CancellationToken cancellation)
    {
        if (!await IsAttachedAsync(resource, port, cancellation))
            await Compute(resource).PostAsync(InterfacesPath(resource), MapValue.Of(("interfaceAttachment", MapValue.Of(("port_id", port)))), cancellation);
    }

    public static async Task<bool> IsAttachedAsync(ResourceContext resource, string port, CancellationToken cancellation) =>
        (await InterfacesAsync(resource, cancellation)).Any(card => card.Text("port_id") == port);

    public static IReadOnlyList<string> MadeFor(ResourceContext resource) => Noted(resource, Made);

    /// <summary>Deletes the ports that are noted, and those that a crash kept from being noted.</summary>
    public static async Task DeleteMadeAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var makesPorts = resource.Data.ContainsKey(Announced) || resource.Properties.Get("networks").Maps().Any(network => network.Has("subnet"));
        var lost = makesPorts ? (await MarkedAsync(resource, cancellation)).Ids() : [];
        foreach (var port in MadeFor(resource).Union(lost).ToList())
            await DeleteMadeAsync(resource, port, cancellation);
    }

    public static async Task DeleteMadeAsync(ResourceContext resource, string port, CancellationToken cancellation)
    {
        await Absence.IgnoreAsync(() => Networks(resource).DeleteAsync($"/ports/{ServiceClient.Segment(port)}", cancellation));
        Note(resource, Made, MadeFor(resource).Where(made => made != port));
    }

    /// <summary>Unplugs a server whose replacement needs its ports; one that is broken loses those made for it.</summary>
    public static async Task GiveUpAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await Compute(resource).TryGetAsync($"/servers/{resource.PhysicalId}", "server", cancellation) is not { } server || ServerStatus.Of(server) == "ERROR")
        {
            await DeleteMadeAsync(resource, cancellation);
            return;
        }
        // When this is done again after a crash, some are detached already.
        var ports = Noted(resource, Detached).Union((await InterfacesAsync(resource, cancellation)).Select(card => card.Text("port_id")).OfType<string>()).ToList();
        Note(resource, Detached, ports);
        foreach (var port in ports)
        {
            await DetachAsync(resource, port, cancellation);
            await UntilAsync(resource, async () => !await IsAttachedAsync(resource, port, cancellation), $"Failed to detach interface ({port}) from server ({resource.PhysicalId})", cancellation);
        }
    }

    /// <summary>Plugs the old server in again after its replacement failed.</summary>
    public static async Task TakeBackAsync(ResourceContext resource, ResourceContext replacement, CancellationToken cancellation)
    {
        if (replacement.PhysicalId is not null)
            foreach (var card in await InterfacesAsync(replacement, cancellation))
                await DetachAsync(replacement, card.Text("port_id") ?? "", cancellation);
        var given = resource.Properties.Get("networks").Maps().Select(network => network.Text("port")).OfType<string>();
        foreach (var port in Noted(resource, Detached).Union(given))
        {
            await AttachAsync(resource, port, cancellation);
            await UntilAsync(resource, () => IsAttachedAsync(resource, port, cancellation), $"Failed to attach interface ({port}) to server ({resource.PhysicalId})", cancellation);
        }
        resource.RecordData(Detached, null);
    }

    private static async Task<MapValue> CardAsync(ResourceContext resource, MapValue network, int index, CancellationToken cancellation)
    {
        await RefuseForeignSubnetAsync(resource, network, cancellation);
        var port = await PortForAsync(resource, network, index, cancellation);
        return MapValue.Of(
            ("uuid", await NetworkIdAsync(resource, network, cancellation)),
            ("fixed_ip", port is null && network.Has("fixed_ip") ? network.Get("fixed_ip") : Value.Null),
            ("port", port),
            ("tag", network.Get("tag"))).WithoutNulls();
    }

    private static async Task RefuseForeignSubnetAsync(ResourceContext resource, MapValue network, CancellationToken cancellation)
    {
        if (network.Has("port") || !network.Has("subnet") || !network.Has("network"))
            return;
        if (await Networks(resource).NetworkOfSubnetAsync(network.Text("subnet")!, cancellation) != network.Text("network"))
            throw new ResourceException("StackValidationFailed", $"Specified subnet {network.Text("subnet")} does not belongs to network {network.Text("network")}.");
    }

    private static async Task<string> CreateAsync(ResourceContext resource, MapValue network, int index, CancellationToken cancellation)
    {
        var body = MapValue.Of(("network_id", await NetworkIdAsync(resource, network, cancellation)), ("name", $"{resource.Name}-port-{index}"), ("description", Mark(resource)));
        var lost = (await MarkedAsync(resource, cancellation)).FirstOrDefault(found => IsLost(resource, found, body));
        var address = MapValue.Of(("ip_address", network.Get("fixed_ip")), ("subnet_id", network.Get("subnet"))).WithoutNulls();
        if (address.Count > 0)
            body = body.With("fixed_ips", ListValue.Create([address]));
        if (resource.Properties.Has("security_groups"))
            body = body.With("security_groups", await Networks(resource).FindSecurityGroupIdsAsync(resource.Properties.Get("security_groups").Texts(), cancellation));
        if (network.Get("port_extra_properties") is MapValue extra)
            body = body.With(extra.WithoutNulls().Without("value_specs").Without("no_fixed_ips").Renamed("qos_policy", "qos_policy_id")).With(extra.Get("value_specs").AsMap() ?? MapValue.Empty);
        var made = lost ?? (await Networks(resource).PostAsync("/ports", MapValue.Of(("port", body)), cancellation)).Get("port").AsMap();
        var port = made?.Text("id") ?? "";
        Note(resource, Made, [.. MadeFor(resource), port]);
        return port;
    }

    /// <summary>What tells the ports made for this server from all others, noted or not.</summary>
    private static string Mark(ResourceContext resource) => $"Made for {resource.Name} ({resource.Id})";

    private static async Task<IReadOnlyList<MapValue>> MarkedAsync(ResourceContext resource, CancellationToken cancellation) =>
        await Networks(resource).ListAsync($"/ports?description={ServiceClient.Segment(Mark(resource))}", "ports", cancellation);

    /// <summary>True for a port that a call made whose answer was lost in a crash.</summary>
    private static bool IsLost(ResourceContext resource, MapValue found, MapValue wanted) =>
        found.Get("name") == wanted.Get("name") && found.Get("network_id") == wanted.Get("network_id")
        && string.IsNullOrEmpty(found.Text("device_id")) && !MadeFor(resource).Contains(found.Text("id"));

    private static async Task UntilAsync(ResourceContext resource, Func<Task<bool>> isDone, string failure, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            if (await isDone())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(250 << attempt, 12_000)), resource.Time, cancellation);
        }
        throw new ResourceException("InterfaceDetachFailed", failure);
    }

    private static IReadOnlyList<string> Noted(ResourceContext resource, string key) =>
        resource.Data.TryGetValue(key, out var ports) ? [.. ValueJson.Parse(ports).Maps().Ids()] : [];

    private static void Note(ResourceContext resource, string key, IEnumerable<string> ports)
    {
        var list = ListValue.Create(ports.Select(port => MapValue.Of(("id", port))));
        resource.RecordData(key, list.Count > 0 ? ValueJson.Write(list) : null);
    }

    private static string InterfacesPath(ResourceContext resource) => $"/servers/{ServiceClient.Segment(resource.RequiredPhysicalId)}/os-interface";

    private static ComputeClient Compute(ResourceContext resource) => resource.Cloud.Service<ComputeClient>();

    private static NetworkClient Networks(ResourceContext resource) => resource.Cloud.Service<NetworkClient>();
}
