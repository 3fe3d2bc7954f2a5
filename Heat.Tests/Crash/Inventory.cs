using System.Text.Json.Nodes;
using Heat.Tests.Hosting;

namespace Heat.Tests.Crash;

/// <summary>What the cloud holds, of every kind that the stacks of these tests make, as <c>kind id</c>.</summary>
internal sealed class Inventory
{
    private static readonly (string Kind, string Path, string Key)[] s_collections =
    [
        ("server", "/compute/v2.1/servers/detail?all_tenants=1", "servers"), ("server group", "/compute/v2.1/os-server-groups?all_projects=1", "server_groups"),
        ("volume", "/volume/v3/{project}/volumes/detail?all_tenants=1", "volumes"),
        ("network", "/network/v2.0/networks", "networks"), ("subnet", "/network/v2.0/subnets", "subnets"), ("router", "/network/v2.0/routers", "routers"), ("port", "/network/v2.0/ports", "ports"),
        ("security group", "/network/v2.0/security-groups", "security_groups"), ("security group rule", "/network/v2.0/security-group-rules", "security_group_rules"),
        ("key pair", "/compute/v2.1/os-keypairs", "keypairs"),
    ];

    private static readonly Dictionary<string, string> s_kinds = new()
    {
        ["OS::Nova::Server"] = "server",
        ["OS::Nova::ServerGroup"] = "server group",
        ["OS::Cinder::Volume"] = "volume",
        ["OS::Neutron::Net"] = "network",
        ["OS::Neutron::Subnet"] = "subnet",
        ["OS::Neutron::Router"] = "router",
        ["OS::Neutron::Port"] = "port",
        ["OS::Neutron::SecurityGroup"] = "security group",
        ["OS::Neutron::SecurityGroupRule"] = "security group rule",
        ["OS::Nova::KeyPair"] = "key pair",
    };

    private readonly Dictionary<string, JsonNode> _objects;

    private Inventory(Dictionary<string, JsonNode> objects) => _objects = objects;

    public IEnumerable<string> Names => _objects.Keys;

    /// <param name="admin">Sees everything, and stands in for the demo project's owner with <paramref name="owner"/> where objects belong to a user.</param>
    public static async Task<Inventory> TakeAsync(ServerUser admin, ServerUser owner)
    {
        var objects = new Dictionary<string, JsonNode>();
        foreach (var (kind, path, key) in s_collections)
        {
            var user = kind == "key pair" ? owner : admin;
            var listed = await user.CloudAsync("GET", path.Replace("{project}", user.Project, StringComparison.Ordinal));
            foreach (var item in listed[key]!.AsArray())
                objects.Add($"{kind} {IdOf(item!, kind)}", item!);
        }
        return new Inventory(objects);
    }

    /// <summary>What is there beyond an earlier inventory, that a resource ought to own: ports and rules which services make by themselves don't count.</summary>
    public IReadOnlyList<string> Since(Inventory before) => [.. _objects.Where(entry => !before._objects.ContainsKey(entry.Key) && !IsMadeByService(entry.Key, entry.Value)).Select(entry => entry.Key).Order(StringComparer.Ordinal)];

    /// <summary>Everything that is there beyond an earlier inventory.</summary>
    public IReadOnlyList<string> AllSince(Inventory before) => [.. _objects.Keys.Except(before._objects.Keys).Order(StringComparer.Ordinal)];

    /// <summary>The object that a resource ought to own; null for types without one.</summary>
    public static string? Expected(JsonNode resource) =>
        s_kinds.TryGetValue(resource["resource_type"]!.GetValue<string>(), out var kind) ? $"{kind} {resource["physical_resource_id"]!.GetValue<string>()}" : null;

    /// <summary>What it is, what it is called and since when it is there.</summary>
    public string Describe(string name) => $"{name} \"{_objects[name]["name"]}\" made at {_objects[name]["created_at"]}";

    public JsonNode? Find(string kind, string id) => _objects.GetValueOrDefault($"{kind} {id}");

    private static string IdOf(JsonNode item, string kind) => kind == "key pair" ? item["keypair"]!["name"]!.GetValue<string>() : item["id"]!.GetValue<string>();

    private static bool IsMadeByService(string name, JsonNode item) =>
        (name.StartsWith("port ", StringComparison.Ordinal) && (item["device_owner"]!.GetValue<string>().StartsWith("network:", StringComparison.Ordinal) || item["name"]!.GetValue<string>() == "inside-port-0"))
        || (name.StartsWith("security group rule ", StringComparison.Ordinal) && item["protocol"]?.GetValue<string>() != "udp");
}
