using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.LocalCloud;

public sealed class NetworkTests
{
    private RunningCloud _cloud = null!;
    private CloudSession _demo = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _cloud = await RunningCloud.StartAsync();
        _demo = await _cloud.LogInAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _cloud.DisposeAsync();

    [Test]
    public async Task A_subnet_leaves_out_its_own_its_broadcast_and_its_gateway_address()
    {
        var subnet = await SubnetAsync(await NetworkAsync(), "10.1.0.0/29");
        Assert.Multiple(() =>
        {
            Assert.That(Text(subnet, "gateway_ip"), Is.EqualTo("10.1.0.1"));
            Assert.That(subnet["allocation_pools"]!.ToJsonString(), Is.EqualTo("""[{"start":"10.1.0.2","end":"10.1.0.6"}]"""));
        });
    }

    [Test]
    public async Task Ports_get_every_address_of_a_pool_once_and_then_none()
    {
        var network = await NetworkAsync();
        await SubnetAsync(network, "10.1.0.0/29");
        var addresses = new List<string>();
        for (var number = 0; number < 5; number++) addresses.Add(Address(await PortAsync(network)));
        var refused = await _demo.PostAsync("/network/v2.0/ports", $$"""{"port":{"network_id":"{{network}}"} }""");
        Assert.Multiple(() =>
        {
            Assert.That(addresses, Is.EquivalentTo(new[] { "10.1.0.2", "10.1.0.3", "10.1.0.4", "10.1.0.5", "10.1.0.6" }));
            Assert.That(refused.Status, Is.EqualTo(409));
            Assert.That(refused.Message, Is.EqualTo($"No more IP addresses available on network {network}."));
        });
    }

    [Test]
    public async Task The_address_of_a_deleted_port_is_given_again()
    {
        var network = await NetworkAsync();
        await SubnetAsync(network, "10.1.0.0/30");
        var port = await PortAsync(network);
        await _demo.SendAsync("DELETE", $"/network/v2.0/ports/{Text(port, "id")}");
        Assert.That(Address(await PortAsync(network)), Is.EqualTo(Address(port)));
    }

    [Test]
    public async Task An_address_that_is_taken_is_refused()
    {
        var network = await NetworkAsync();
        var subnet = await SubnetAsync(network, "10.1.0.0/24");
        var body = $$"""{"port":{"network_id":"{{network}}","fixed_ips":[{"ip_address":"10.1.0.9"}]} }""";
        await _demo.MakeAsync("/network/v2.0/ports", body);
        var refused = await _demo.PostAsync("/network/v2.0/ports", body);
        Assert.That((refused.Status, refused.Message), Is.EqualTo((409, $"IP address 10.1.0.9 already allocated in subnet {Text(subnet, "id")}")));
    }

    [Test]
    public async Task Subnets_of_a_network_may_not_overlap()
    {
        var network = await NetworkAsync();
        await SubnetAsync(network, "10.1.0.0/24");
        var refused = await _demo.PostAsync("/network/v2.0/subnets", $$"""{"subnet":{"network_id":"{{network}}","ip_version":4,"cidr":"10.1.0.128/25"} }""");
        Assert.That((refused.Status, Text(refused.Body!["NeutronError"]!, "type")), Is.EqualTo((400, "InvalidInput")));
    }

    [Test]
    public async Task A_network_with_ports_stays()
    {
        var network = await NetworkAsync();
        await SubnetAsync(network, "10.1.0.0/24");
        await PortAsync(network);
        var refused = await _demo.SendAsync("DELETE", $"/network/v2.0/networks/{network}");
        Assert.That((refused.Status, Text(refused.Body!["NeutronError"]!, "type")), Is.EqualTo((409, "NetworkInUse")));
    }

    [Test]
    public async Task A_floating_address_needs_a_router_between_its_network_and_the_port()
    {
        var network = await NetworkAsync();
        var subnet = Text(await SubnetAsync(network, "10.1.0.0/24"), "id");
        var port = Text(await PortAsync(network), "id");
        var outside = Text((await _demo.ListAsync("/network/v2.0/networks?name=public"))[0]!, "id");
        var body = $$"""{"floatingip":{"floating_network_id":"{{outside}}","port_id":"{{port}}"} }""";
        var refused = await _demo.PostAsync("/network/v2.0/floatingips", body);
        var router = Text(await _demo.MakeAsync("/network/v2.0/routers", $$"""{"router":{"external_gateway_info":{"network_id":"{{outside}}"} } }"""), "id");
        await _demo.SendAsync("PUT", $"/network/v2.0/routers/{router}/add_router_interface", $$"""{"subnet_id":"{{subnet}}"}""");
        var floating = await _demo.MakeAsync("/network/v2.0/floatingips", body);
        var stays = await _demo.SendAsync("PUT", $"/network/v2.0/routers/{router}/remove_router_interface", $$"""{"subnet_id":"{{subnet}}"}""");
        await _demo.SendAsync("DELETE", $"/network/v2.0/ports/{port}");
        var left = (await _demo.GetAsync($"/network/v2.0/floatingips/{Text(floating, "id")}")).Body!["floatingip"]!;
        Assert.Multiple(() =>
        {
            Assert.That((refused.Status, Text(refused.Body!["NeutronError"]!, "type")), Is.EqualTo((404, "ExternalGatewayForFloatingIPNotFound")));
            Assert.That((Text(floating, "status"), Text(floating, "router_id")), Is.EqualTo(("ACTIVE", router)));
            Assert.That(stays.Status, Is.EqualTo(409));
            Assert.That(left["port_id"], Is.Null);
            Assert.That(Text(left, "status"), Is.EqualTo("DOWN"));
        });
    }

    [Test]
    public async Task A_rule_that_says_the_same_as_another_is_refused()
    {
        var group = Text(await _demo.MakeAsync("/network/v2.0/security-groups", """{"security_group":{"name":"web"}}"""), "id");
        var body = $$"""{"security_group_rule":{"security_group_id":"{{group}}","direction":"ingress","protocol":"tcp","port_range_min":80,"port_range_max":80} }""";
        await _demo.MakeAsync("/network/v2.0/security-group-rules", body);
        Assert.That((await _demo.PostAsync("/network/v2.0/security-group-rules", body)).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task A_bulk_request_is_all_or_nothing()
    {
        var network = await NetworkAsync();
        await SubnetAsync(network, "10.1.0.0/30");
        var refused = await _demo.PostAsync("/network/v2.0/ports", $$"""{"ports":[{"network_id":"{{network}}"},{"network_id":"{{network}}"}]}""");
        Assert.That(refused.Status, Is.EqualTo(409));
        Assert.That(await _demo.ListAsync($"/network/v2.0/ports?network_id={network}"), Is.Empty);
    }

    [Test]
    public async Task A_quota_ends_what_a_project_may_have()
    {
        var admin = await _cloud.LogInAsync("admin");
        await admin.SendAsync("PUT", $"/network/v2.0/quotas/{_demo.ProjectId}", """{"quota":{"network":2}}""");
        await NetworkAsync();
        var refused = await _demo.PostAsync("/network/v2.0/networks", """{"network":{}}""");
        Assert.That((refused.Status, refused.Message), Is.EqualTo((409, "Quota exceeded for resources: ['network'].")));
    }

    [Test]
    public async Task Others_see_external_networks_but_not_private_ones()
    {
        var other = await _cloud.LogInAsync("alt_demo", "alt_demo");
        var names = (await other.ListAsync("/network/v2.0/networks")).Select(network => Text(network!, "name"));
        Assert.That(names, Is.EqualTo(new[] { "public" }));
    }

    [TestCase("""{"port":{}}""", "Failed to parse request. Required attribute 'network_id' not specified")]
    [TestCase("""{"port":{"network_id":"x","colour":"red"}}""", "Unrecognized attribute(s) 'colour'")]
    [TestCase("""{"port":{"network_id":"x","admin_state_up":"perhaps"}}""", "Invalid input for admin_state_up. Reason: the value has the wrong type.")]
    [TestCase("""{"port":["x"]}""", "Unable to find 'port' in request body")]
    public async Task Bad_input_is_named(string body, string message)
    {
        var refused = await _demo.PostAsync("/network/v2.0/ports", body);
        Assert.That((refused.Status, refused.Message), Is.EqualTo((400, message)));
    }

    [Test]
    public async Task A_qos_policy_shows_its_rules()
    {
        var policy = Text(await _demo.MakeAsync("/network/v2.0/qos/policies", """{"policy":{"name":"slow"}}"""), "id");
        await _demo.MakeAsync($"/network/v2.0/qos/policies/{policy}/bandwidth_limit_rules", """{"bandwidth_limit_rule":{"max_kbps":100}}""");
        var shown = (await _demo.GetAsync($"/network/v2.0/qos/policies/{policy}")).Body!["policy"]!;
        Assert.That(shown["rules"]![0]!["max_kbps"]!.GetValue<int>(), Is.EqualTo(100));
    }

    private async Task<string> NetworkAsync() => Text(await _demo.MakeAsync("/network/v2.0/networks", """{"network":{"name":"n"}}"""), "id");

    private Task<JsonNode> SubnetAsync(string network, string cidr) =>
        _demo.MakeAsync("/network/v2.0/subnets", $$"""{"subnet":{"network_id":"{{network}}","ip_version":4,"cidr":"{{cidr}}"} }""");

    private Task<JsonNode> PortAsync(string network) => _demo.MakeAsync("/network/v2.0/ports", $$"""{"port":{"network_id":"{{network}}"} }""");

    private static string Address(JsonNode port) => Text(port["fixed_ips"]![0]!, "ip_address");

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
