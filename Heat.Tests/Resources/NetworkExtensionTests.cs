using Heat.Core.Resources;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Types of the network service's extensions that everybody may use, on a local cloud.</summary>
public sealed class NetworkExtensionTests : WorkbenchFixture
{
    [Test]
    public async Task A_pool_of_subnets_grows_and_never_shrinks()
    {
        var scope = await Bench.MakeAsync("OS::Neutron::AddressScope", ("name", "inside"));
        await scope.UpdateAsync(("name", "within"));
        var pool = await Bench.MakeAsync("OS::Neutron::SubnetPool", ("address_scope", scope.Id), ("prefixes", ListValue.Of("10.8.0.0/16")), ("default_prefixlen", 24), ("tags", ListValue.Of("blue")));
        await pool.UpdateAsync(("prefixes", ListValue.Of("10.8.0.0/15")), ("default_prefixlen", 26), ("tags", ListValue.Of("red")));
        var shown = (await pool.AttributeAsync("show")).AsMap()!;
        var refused = await Assert.ThrowsAsync<ResourceException>(() => pool.UpdateAsync(("prefixes", ListValue.Of("10.9.0.0/16"))));
        var wrong = await Bench.PrepareAsync("OS::Neutron::SubnetPool", ("prefixes", ListValue.Of("10.8.0.0/16")), ("max_prefixlen", 20), ("min_prefixlen", 24), ("default_prefixlen", 22));
        Assert.Multiple(async () =>
        {
            Assert.That((shown.Get("address_scope_id"), shown.Get("default_prefixlen"), shown.Get("tags")), Is.EqualTo(((Value)scope.Id, (Value)"26", (Value)ListValue.Of("red"))));
            Assert.That(refused!.Message, Is.EqualTo("Property prefixes updated value ['10.9.0.0/16'] should be superset of existing value ['10.8.0.0/15']."));
            Assert.That(await wrong.FaultsAsync(), Is.EqualTo(new[]
            {
                "Illegal prefix bounds: max_prefixlen=20, min_prefixlen=24.", "Illegal prefix bounds: max_prefixlen=20, default_prefixlen=22.", "Illegal prefix bounds: default_prefixlen=22, min_prefixlen=24.",
            }));
        });
        await pool.DeleteAsync();
        await scope.DeleteAsync();
    }

    [Test]
    public async Task A_trunk_exchanges_its_ports()
    {
        var ports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Bench.MakeAsync("OS::Neutron::Port", ("network", "private"))));
        var trunk = await Bench.MakeAsync("OS::Neutron::Trunk", ("port", ports[0].Id), ("sub_ports", ListValue.Of(SubPort(ports[1], 1), SubPort(ports[2], 2))));
        var before = (await trunk.AttributeAsync("show")).AsMap()!;
        await trunk.UpdateAsync(("name", "renamed"), ("sub_ports", ListValue.Of(SubPort(ports[2], 2), SubPort(ports[3], 1))));
        var after = (await trunk.AttributeAsync("show")).AsMap()!;
        Assert.Multiple(async () =>
        {
            Assert.That(Ids(before), Is.EquivalentTo(new[] { ports[1].Id, ports[2].Id }));
            Assert.That(Ids(after), Is.EquivalentTo(new[] { ports[2].Id, ports[3].Id }));
            Assert.That((await trunk.AttributeAsync("port_id"), after.Get("name")), Is.EqualTo(((Value)ports[0].Id, (Value)"renamed")));
        });
        await trunk.DeleteAsync();
    }

    [Test]
    public async Task A_set_of_routes_leaves_those_of_others_alone()
    {
        var network = await Bench.MakeAsync("OS::Neutron::Net");
        var subnet = await Bench.MakeAsync("OS::Neutron::Subnet", ("network", network.Id), ("cidr", "10.77.0.0/24"));
        var router = await Bench.MakeAsync("OS::Neutron::Router");
        await Bench.MakeAsync("OS::Neutron::RouterInterface", ("router", router.Id), ("subnet", subnet.Id));
        await Bench.MakeAsync("OS::Neutron::ExtraRouteSet", ("router", router.Id), ("routes", ListValue.Of(Route(1))));
        var prepared = await Bench.PrepareAsync("OS::Neutron::ExtraRouteSet", ("router", router.Id), ("routes", ListValue.Of(Route(2), Route(3))));
        var before = await prepared.FindAsync();
        await prepared.CreateAsync();
        var found = await prepared.FindAsync();
        await prepared.UpdateAsync(("routes", ListValue.Of(Route(3), Route(4))));
        var updated = await RoutesAsync(router);
        await prepared.DeleteAsync();
        var left = await RoutesAsync(router);
        var taken = await Bench.PrepareAsync("OS::Neutron::ExtraRouteSet", ("router", router.Id), ("routes", ListValue.Of(Route(1))));
        var refused = await Assert.ThrowsAsync<ResourceException>(taken.CreateAsync);
        Assert.Multiple(() =>
        {
            Assert.That((before.Count, found.Single()), Is.EqualTo((0, router.Id)));
            Assert.That(updated, Is.EquivalentTo(new[] { "10.1.0.0/24", "10.3.0.0/24", "10.4.0.0/24" }));
            Assert.That(left, Is.EqualTo(new[] { "10.1.0.0/24" }));
            Assert.That(refused!.Kind, Is.EqualTo("PhysicalResourceExists"));
        });
    }

    [Test]
    public async Task A_network_is_shared_with_another_project()
    {
        var network = await Bench.MakeAsync("OS::Neutron::Net", ("name", "ours"));
        var prepared = await Bench.PrepareAsync("OS::Neutron::RBACPolicy", ("object_type", "network"), ("object_id", "ours"), ("action", "access_as_shared"), ("target_tenant", "them"));
        var before = await prepared.FindAsync();
        await prepared.CreateAsync();
        var found = await prepared.FindAsync();
        await prepared.UpdateAsync(("target_tenant", "*"));
        var shown = (await prepared.AttributeAsync("show")).AsMap()!;
        await prepared.DeleteAsync();
        var wrong = await Bench.PrepareAsync("OS::Neutron::RBACPolicy", ("object_type", "qos_policy"), ("object_id", "x"), ("action", "access_as_external"), ("target_tenant", "*"));
        Assert.That((before.Count, found.Single(), shown.Get("object_id"), shown.Get("target_tenant")), Is.EqualTo((0, prepared.Id, (Value)network.Id, (Value)"*")));
        Assert.That(await wrong.FaultsAsync(), Is.EqualTo(new[] { "Invalid action \"access_as_external\" for object type qos_policy. Valid actions: access_as_shared" }));
    }

    [Test]
    public async Task Traffic_is_counted_under_a_label()
    {
        var label = await Bench.MakeAsync("OS::Neutron::MeteringLabel", ("name", "out"), ("description", "what goes out"));
        var rule = await Bench.MakeAsync("OS::Neutron::MeteringRule", ("metering_label_id", label.Id), ("remote_ip_prefix", "10.0.0.0/8"), ("direction", "egress"));
        Assert.Multiple(async () =>
        {
            Assert.That(await label.AttributeAsync("description"), Is.EqualTo((Value)"what goes out"));
            Assert.That(await rule.AttributeAsync("metering_label_id"), Is.EqualTo((Value)label.Id));
            Assert.That(((await label.FindAsync()).Single(), (await rule.FindAsync()).Single()), Is.EqualTo((label.Id, rule.Id)));
        });
        await rule.DeleteAsync();
        await label.DeleteAsync();
    }

    [Test]
    public async Task A_single_route_comes_and_goes()
    {
        var network = await Bench.MakeAsync("OS::Neutron::Net");
        var subnet = await Bench.MakeAsync("OS::Neutron::Subnet", ("network", network.Id), ("cidr", "10.77.0.0/24"));
        var router = await Bench.MakeAsync("OS::Neutron::Router");
        await Bench.MakeAsync("OS::Neutron::RouterInterface", ("router", router.Id), ("subnet", subnet.Id));
        var route = await Bench.MakeAsync("OS::Neutron::ExtraRoute", ("router_id", router.Id), ("destination", "10.1.0.0/24"), ("nexthop", "10.77.0.9"));
        var during = await RoutesAsync(router);
        var found = await route.FindAsync();
        var refused = await Assert.ThrowsAsync<ResourceException>(route.CreateAsync);
        await route.DeleteAsync();
        await route.DeleteAsync();
        Assert.That((during.Single(), found.Single(), (await RoutesAsync(router)).Count), Is.EqualTo(("10.1.0.0/24", $"{router.Id}:10.1.0.0/24:10.77.0.9", 0)));
        Assert.That(refused!.Message, Is.EqualTo("Route duplicates an existing route."));
    }

    [Test]
    public async Task A_port_number_of_an_address_leads_to_a_port()
    {
        var port = await Bench.MakeAsync("OS::Neutron::Port", ("network", "private"), ("name", "web"));
        var inner = (await port.AttributeAsync("fixed_ips")).Maps().First().Get("ip_address");
        var address = await Bench.MakeAsync("OS::Neutron::FloatingIP", ("floating_network", "public"));
        var forward = await Bench.PrepareAsync("OS::Neutron::FloatingIPPortForward", ("floating_ip", address.Id), ("internal_port", "web"), ("internal_ip_address", inner), ("internal_port_number", 80), ("external_port", 8080), ("protocol", "tcp"));
        var before = await forward.FindAsync();
        await forward.CreateAsync();
        await forward.CheckAsync();
        var found = await forward.FindAsync();
        await forward.UpdateAsync(("external_port", 8081), ("internal_port_number", 81));
        var shown = (await forward.AttributeAsync("show")).AsMap()!;
        await forward.DeleteAsync();
        await forward.DeleteAsync();
        Assert.Multiple(() =>
        {
            Assert.That((before.Count, found.Single()), Is.EqualTo((0, forward.Id)));
            Assert.That((shown.Get("internal_port_id"), shown.Get("internal_port"), shown.Get("external_port")), Is.EqualTo(((Value)port.Id, (Value)81, (Value)8081)));
        });
    }

    private static MapValue SubPort(BenchResource port, int number) => MapValue.Of(("port", port.Id), ("segmentation_id", number), ("segmentation_type", "vlan"));

    private static MapValue Route(int number) => MapValue.Of(("destination", $"10.{number}.0.0/24"), ("nexthop", "10.77.0.9"));

    private static IEnumerable<string?> Ids(MapValue trunk) => trunk.Get("sub_ports").Maps().Select(port => port.Get("port_id").AsText());

    private static async Task<IReadOnlyList<string?>> RoutesAsync(BenchResource router) =>
        [.. (await router.AttributeAsync("show")).AsMap()!.Get("routes").Maps().Select(route => route.Get("destination").AsText())];
}
