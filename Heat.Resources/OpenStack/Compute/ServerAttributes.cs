using System.Net;
using System.Net.Sockets;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>What a server tells about itself.</summary>
internal static class ServerAttributes
{
    private static readonly string[] s_consoles = ["novnc", "xvpvnc", "spice-html5", "rdp-html5", "serial", "webmks"];

    public static async Task<MapValue> ReadAsync(ResourceContext resource, string name, CancellationToken cancellation)
    {
        var compute = resource.Cloud.Service<ComputeClient>();
        if (resource.PhysicalId is null || await compute.At(ComputeClient.Latest).TryGetAsync($"/servers/{resource.PhysicalId}", "server", cancellation) is not { } server)
            return MapValue.Empty;
        var asksForAddresses = resource.AskedAttributes?.Overlaps(["addresses", "networks"]) != false;
        var addresses = asksForAddresses ? await AddressesAsync(resource, server, cancellation) : (All: MapValue.Empty, Ids: new Dictionary<string, string>());
        var byNetwork = server.Get("addresses").AsMap() ?? MapValue.Empty;
        var configuration = resource.Metadata.Get("os-collect-config").AsMap() ?? MapValue.Empty;
        return MapValue.Of(
            ("name", name),
            ("addresses", addresses.All),
            ("networks", WithIds(MapValue.Create(byNetwork.Select(network => KeyValuePair.Create(network.Key, TextsOf(network.Value)))), addresses.Ids)),
            ("first_address", FirstAddress(byNetwork)),
            ("instance_name", server.Get("OS-EXT-SRV-ATTR:instance_name")),
            ("accessIPv4", server.Get("accessIPv4")),
            ("accessIPv6", server.Get("accessIPv6")),
            ("os_collect_config", configuration),
            ("tags", await TagsAsync(resource, compute, cancellation)),
            ("console_urls", resource.AskedAttributes?.Contains("console_urls") == true ? await ConsolesAsync(resource, compute, cancellation) : Value.Null),
            ("show", server.With("os_collect_config", configuration)));
    }

    /// <summary>The addresses of each network, by its name and by its id, each with its port, its subnets and its network.</summary>
    private static async Task<(MapValue All, IReadOnlyDictionary<string, string> Ids)> AddressesAsync(ResourceContext resource, MapValue server, CancellationToken cancellation)
    {
        var networks = resource.Cloud.Service<NetworkClient>();
        var result = new OrderedDictionary<string, List<Value>>();
        var ids = new Dictionary<string, string>();
        foreach (var port in await networks.ListAsync($"/ports?device_id={server.Text("id")}", "ports", cancellation))
        {
            var id = port.Text("network_id") ?? "";
            var network = await networks.RecallAsync($"/networks/{id}", "network", cancellation);
            var label = network?.Text("name") ?? id;
            ids[label] = id;
            if (!result.TryGetValue(label, out var entries))
                result[label] = entries = [];
            entries.AddRange(await EntriesAsync(networks, port, network, cancellation));
        }
        var all = MapValue.Create(result.Select(entry => KeyValuePair.Create(entry.Key, (Value)ListValue.Create(entry.Value))));
        return (WithIds(all, ids), ids);
    }

    private static async Task<IReadOnlyList<Value>> EntriesAsync(NetworkClient networks, MapValue port, MapValue? network, CancellationToken cancellation)
    {
        var fixedIps = port.Get("fixed_ips").Maps().ToList();
        var subnets = ListValue.Create((await Task.WhenAll(fixedIps.Select(address => networks.RecallAsync($"/subnets/{address.Text("subnet_id")}", "subnet", cancellation)))).OfType<Value>());
        var floating = await networks.ListAsync($"/floatingips?port_id={port.Text("id")}", "floatingips", cancellation);
        List<Value> entries = [];
        foreach (var address in fixedIps.Select(address => address.Text("ip_address")))
        {
            entries.AddRange(floating.Where(outer => outer.Text("fixed_ip_address") == address)
                .Select(outer => Entry(outer.Text("floating_ip_address"), "floating", port, Value.Null)));
            entries.Add(Entry(address, "fixed", port, port.Get("id")).With("subnets", subnets).With("network", network ?? Value.Null));
        }
        return entries;
    }

    private static MapValue Entry(string? address, string type, MapValue port, Value portId) => MapValue.Of(
        ("addr", address),
        ("OS-EXT-IPS-MAC:mac_addr", port.Get("mac_address")),
        ("OS-EXT-IPS:type", type),
        ("port", portId),
        ("version", VersionOf(address)));

    private static Value VersionOf(string? address) => IPAddress.TryParse(address, out var parsed) ? parsed.AddressFamily == AddressFamily.InterNetworkV6 ? 6 : 4 : Value.Null;

    private static MapValue WithIds(MapValue byName, IReadOnlyDictionary<string, string> ids) =>
        byName.With(byName.Where(entry => ids.ContainsKey(entry.Key)).Select(entry => KeyValuePair.Create(ids[entry.Key], entry.Value)).ToList());

    private static Value TextsOf(Value addresses) => ListValue.Create(addresses.Maps().Select(address => address.Get("addr")));

    /// <summary>The first address on the network whose name comes last, or an empty text.</summary>
    public static Value FirstAddress(MapValue byNetwork) => byNetwork.OrderByDescending(network => network.Key, StringComparer.Ordinal)
        .Select(network => network.Value.Maps().FirstOrDefault()?.Get("addr")).FirstOrDefault(address => address is not null) ?? "";

    private static async Task<Value> TagsAsync(ResourceContext resource, ComputeClient compute, CancellationToken cancellation) =>
        resource.Properties.Has("tags") ? (await compute.At(Server.TagsMicroversion).GetAsync($"/servers/{resource.PhysicalId}/tags", cancellation)).Get("tags") : ListValue.Empty;

    private static async Task<MapValue> ConsolesAsync(ResourceContext resource, ComputeClient compute, CancellationToken cancellation)
    {
        var consoles = s_consoles.Select(async type => KeyValuePair.Create(type, (Value)await ConsoleAsync(resource, compute, type, cancellation)));
        return MapValue.Create(await Task.WhenAll(consoles));
    }

    private static async Task<string> ConsoleAsync(ResourceContext resource, ComputeClient compute, string type, CancellationToken cancellation)
    {
        var protocol = type switch { "novnc" or "xvpvnc" => "vnc", "spice-html5" => "spice", "rdp-html5" => "rdp", "webmks" => "mks", _ => type };
        try
        {
            var body = MapValue.Of(("remote_console", MapValue.Of(("protocol", protocol), ("type", type))));
            var answer = await compute.At("2.8").PostAsync($"/servers/{resource.PhysicalId}/remote-consoles", body, cancellation);
            return answer.Get("remote_console").AsMap()?.Text("url") ?? "";
        }
        catch (CloudException refused)
        {
            return $"Cannot get console url: {refused.Message}";
        }
    }
}
