using System.Globalization;
using System.Text.Json.Nodes;

namespace Heat.Tests.Crash;

/// <summary>
/// The stacks of the crash tests: groups of a port, a server on it, a volume in it, and values about them; networks with a router, and nested stacks.
/// The second version changes some resources in place, replaces some, adds some and removes some.
/// </summary>
internal static class CrashTemplate
{
    private const string Nested = """
        heat_template_version: 2018-08-31
        parameters:
          label: {type: string}
        resources:
          net: {type: OS::Neutron::Net, properties: {tags: [{get_param: label}]}}
          subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: 10.9.0.0/24}}
          port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}, tags: [{get_param: label}]}, depends_on: subnet}
          text: {type: OS::Heat::RandomString, properties: {length: 12}}
        outputs:
          port: {value: {get_resource: port}}
        """;

    public static string First => "first";

    public static string Second => "second";

    /// <param name="version">Also the description, by which the two are told apart.</param>
    /// <param name="groups">How many servers there are.</param>
    /// <param name="fails">True to have a resource at the end that fails.</param>
    public static JsonObject Request(string name, string version, int groups, bool fails = false)
    {
        var isSecond = version == Second;
        var resources = Networks(name, isSecond);
        // The second version lacks the first group and has one more at the end.
        for (var group = isSecond ? 1 : 0; group < groups + (isSecond ? 1 : 0); group++)
            AddGroup(resources, group, isSecond);
        // A volume that grew can't be made smaller again, so an update that is to be rolled back leaves volumes as large as they are.
        if (fails)
            foreach (var (_, volume) in resources.Where(resource => resource.Key.StartsWith("volume", StringComparison.Ordinal)))
                volume!["properties"]!["size"] = 1;
        if (fails)
            resources["failing"] = Resource("OS::Heat::TestResource", new JsonObject { ["fail"] = true }, LastGroup(groups));
        var template = new JsonObject
        {
            ["heat_template_version"] = "2018-08-31",
            ["description"] = version,
            ["resources"] = resources,
            ["outputs"] = Outputs(resources),
        };
        return new JsonObject
        {
            ["stack_name"] = name,
            ["template"] = template,
            ["files"] = new JsonObject { ["nested.yaml"] = Nested },
            ["disable_rollback"] = !fails,
            ["timeout_mins"] = 10,
        };
    }

    private static JsonArray LastGroup(int groups) => new(((string[])["attachment", "text"]).Select(kind => (JsonNode)$"{kind}_{groups - 1}").ToArray());

    private static JsonObject Networks(string name, bool isSecond) => new()
    {
        ["net"] = Resource("OS::Neutron::Net", new JsonObject { ["tags"] = new JsonArray("net", isSecond ? "new" : "old") }),
        ["subnet"] = Resource("OS::Neutron::Subnet", new JsonObject { ["network"] = Get("net"), ["cidr"] = "10.8.0.0/16" }),
        ["router"] = Resource("OS::Neutron::Router", new JsonObject { ["external_gateway_info"] = new JsonObject { ["network"] = "public" } }),
        ["plug"] = Resource("OS::Neutron::RouterInterface", new JsonObject { ["router"] = Get("router"), ["subnet"] = Get("subnet") }),
        ["guard"] = Resource("OS::Neutron::SecurityGroup", new JsonObject
        {
            ["rules"] = new JsonArray(new JsonObject { ["protocol"] = "tcp", ["port_range_min"] = isSecond ? 80 : 22, ["port_range_max"] = isSecond ? 80 : 22 }),
        }),
        ["extra_rule"] = Resource("OS::Neutron::SecurityGroupRule", new JsonObject { ["security_group"] = Get("guard"), ["protocol"] = "udp", ["port_range_min"] = 53, ["port_range_max"] = 53 }),
        ["key"] = Resource("OS::Nova::KeyPair", new JsonObject { ["name"] = $"{name}-key", ["save_private_key"] = true }),
        ["apart"] = Resource("OS::Nova::ServerGroup", new JsonObject { ["policies"] = new JsonArray("anti-affinity") }),
        ["nested_a"] = Resource("nested.yaml", new JsonObject { ["label"] = isSecond ? "changed" : "same" }),
        ["nested_b"] = Resource("nested.yaml", new JsonObject { ["label"] = "b" }),
        ["inside"] = Resource("OS::Nova::Server", new JsonObject
        {
            ["flavor"] = "m1.tiny",
            ["image"] = "cirros",
            ["networks"] = new JsonArray(new JsonObject { ["subnet"] = Get("subnet") }),
        }),
    };

    private static void AddGroup(JsonObject resources, int group, bool isSecond)
    {
        // Of three neighbours one is replaced, one is changed, and one stays as it is.
        var (isReplaced, isChanged) = (isSecond && group % 3 == 1, isSecond && group % 3 == 2);
        string Name(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{group}");
        resources[Name("port")] = Resource("OS::Neutron::Port", new JsonObject
        {
            ["network"] = Get("net"),
            ["security_groups"] = new JsonArray(Get("guard")),
            ["tags"] = new JsonArray(isChanged ? "changed" : "port"),
        });
        resources[Name("server")] = Resource("OS::Nova::Server", new JsonObject
        {
            ["flavor"] = "m1.tiny",
            ["image"] = "cirros",
            ["key_name"] = Get("key"),
            ["networks"] = new JsonArray(new JsonObject { ["port"] = Get(Name("port")) }),
            ["metadata"] = new JsonObject { ["about"] = isChanged ? "changed" : "same" },
            ["user_data"] = isReplaced ? "new" : "old",
        });
        resources[Name("volume")] = Resource("OS::Cinder::Volume", new JsonObject { ["size"] = isChanged ? 2 : 1, ["description"] = "a disk" });
        resources[Name("attachment")] = Resource("OS::Cinder::VolumeAttachment", new JsonObject { ["volume_id"] = Get(Name("volume")), ["instance_uuid"] = Get(Name("server")) });
        resources[Name("text")] = Resource("OS::Heat::RandomString", new JsonObject { ["length"] = isReplaced ? 24 : 16 });
        resources[Name("value")] = Resource("OS::Heat::Value", new JsonObject { ["value"] = new JsonObject { ["server"] = Get(Name("server")), ["text"] = Get(Name("text")) } });
    }

    private static JsonObject Outputs(JsonObject resources) => new()
    {
        ["servers"] = new JsonObject { ["value"] = new JsonArray(Names(resources, "server_").Select(name => (JsonNode)Get(name)).ToArray()) },
        ["values"] = new JsonObject { ["value"] = new JsonArray(Names(resources, "value_").Select(name => (JsonNode)new JsonObject { ["get_attr"] = new JsonArray(name, "value", "server") }).ToArray()) },
        ["nested_port"] = new JsonObject { ["value"] = new JsonObject { ["get_attr"] = new JsonArray("nested_a", "port") } },
    };

    private static IEnumerable<string> Names(JsonObject resources, string start) => resources.Select(entry => entry.Key).Where(name => name.StartsWith(start, StringComparison.Ordinal)).ToList();

    private static JsonObject Get(string resource) => new() { ["get_resource"] = resource };

    private static JsonObject Resource(string type, JsonObject properties, JsonArray? dependsOn = null)
    {
        var resource = new JsonObject { ["type"] = type, ["properties"] = properties };
        if (dependsOn is not null)
            resource["depends_on"] = dependsOn;
        return resource;
    }
}
