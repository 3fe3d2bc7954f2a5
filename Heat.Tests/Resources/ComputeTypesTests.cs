using Heat.Core.Resources;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

public sealed class ComputeTypesTests : WorkbenchFixture
{
    [Test]
    public async Task New_metadata_of_the_template_leave_the_agent_its_own()
    {
        var server = await Bench.PrepareAsync("OS::Nova::Server", ("flavor", "m1.tiny"), ("image", "cirros"));
        var stored = MapValue.Of(("a", 1), ("deployments", ListValue.Of("d")), ("os-collect-config", MapValue.Of(("heat", "h"), ("collectors", "c"))));
        var template = MapValue.Of(("b", 2), ("deployments", ListValue.Of("e")), ("os-collect-config", MapValue.Of(("collectors", "x"))));
        Value After(string format) => server.Type.MetadataAfterUpdate(stored, template, MapValue.Of(("user_data_format", format)));
        Assert.Multiple(() =>
        {
            Assert.That(After("RAW"), Is.EqualTo(template));
            Assert.That(After("SOFTWARE_CONFIG"), Is.EqualTo(MapValue.Of(("b", 2), ("deployments", ListValue.Of("d")), ("os-collect-config", MapValue.Of(("heat", "h"), ("collectors", "x"))))));
        });
    }

    [Test]
    public async Task A_server_lives_from_creation_to_deletion()
    {
        var server = await ServerAsync();
        await server.CheckAsync();
        var attributes = await server.AttributesAsync();
        await server.SuspendAsync();
        await server.ResumeAsync();
        await server.DeleteAsync();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(attributes.Get("networks").AsMap()!.Get("private").Texts().Single(), Does.StartWith("10.0."));
            Assert.That(attributes.Get("first_address").AsText(), Does.StartWith("10.0."));
            Assert.That(attributes.Get("addresses").AsMap()!.Get("private").Maps().Single().Get("port").AsText(), Is.Not.Null);
            Assert.That(attributes.Get("name").AsText(), Is.EqualTo(server.Context.PhysicalName));
            Assert.That(await server.Type.NeedsReplacementAfterFailureAsync(server.Context, default), Is.True);
        });
    }

    [Test]
    public async Task A_subnet_gets_a_port_of_its_own_that_goes_with_the_server()
    {
        var server = await ServerAsync(("networks", ListValue.Create([MapValue.Of(("subnet", "private-subnet"))])));
        var port = ValueJson.Parse(server.Context.Data["internal_ports"]).Maps().Single().Get("id").AsText()!;
        var name = (await (await Bench.Cloud.LogInAsync()).GetAsync($"/network/v2.0/ports/{port}")).Body!["port"]!["name"]!.GetValue<string>();
        await server.DeleteAsync();
        var gone = await (await Bench.Cloud.LogInAsync()).GetAsync($"/network/v2.0/ports/{port}");
        Assert.That((name, gone.Status, server.Context.Data.ContainsKey("internal_ports")), Is.EqualTo(("thing-port-0", 404, false)));
    }

    [Test]
    public async Task A_new_flavor_resizes_and_a_new_image_rebuilds()
    {
        var server = await ServerAsync();
        await server.UpdateAsync(("flavor", "m1.small"), ("name", "renamed"), ("metadata", MapValue.Of(("a", 1))));
        var shown = (await server.AttributeAsync("show")).AsMap()!;
        Assert.Multiple(() =>
        {
            Assert.That(shown.Get("status").AsText(), Is.EqualTo("ACTIVE"));
            Assert.That(shown.Get("flavor").AsMap()!.Get("original_name").AsText(), Is.EqualTo("m1.small"));
            Assert.That(shown.Get("name").AsText(), Is.EqualTo("renamed"));
            Assert.That(shown.Get("metadata"), Is.EqualTo(MapValue.Of(("a", "1"))));
            Assert.That(server.Context.Data, Does.Not.ContainKey("update_steps"));
        });
        await server.UpdateAsync(("admin_pass", "new"), ("user_data_update_policy", "REBUILD"), ("user_data", "changed"));
        await server.CheckAsync();
    }

    [Test]
    public async Task New_networks_are_plugged_in_and_old_ones_unplugged()
    {
        var net = await Bench.MakeAsync("OS::Neutron::Net", ("name", "other"));
        await Bench.MakeAsync("OS::Neutron::Subnet", ("network", "other"), ("cidr", "10.77.0.0/24"));
        var server = await ServerAsync(("networks", ListValue.Create([MapValue.Of(("network", "private"))])));
        await server.UpdateAsync(("networks", ListValue.Create([MapValue.Of(("network", "private")), MapValue.Of(("network", "other"))])));
        var both = (await server.AttributeAsync("networks")).AsMap()!;
        await server.UpdateAsync(("networks", ListValue.Create([MapValue.Of(("network", net.Id))])));
        var one = (await server.AttributeAsync("networks")).AsMap()!;
        Assert.That((both.ContainsKey("private"), both.ContainsKey("other"), one.ContainsKey("private"), one.ContainsKey("other")), Is.EqualTo((true, true, false, true)));
    }

    [Test]
    public async Task Deletion_with_a_snapshot_leaves_an_image()
    {
        var server = await ServerAsync();
        await server.SnapshotAsync();
        await server.DeleteAsync();
        Assert.That(await Bench.Session.FindIdAsync("glance.image", server.Context.PhysicalName, default), Is.EqualTo(server.Context.Data["snapshot_image_id"]));
    }

    [Test]
    public async Task A_lost_call_is_found_by_its_name()
    {
        var prepared = await PrepareAsync();
        var id = await prepared.Type.CreateAsync(prepared.Context, default);
        Assert.That((await prepared.FindAsync()).Single(), Is.EqualTo(id));
    }

    [Test]
    public async Task Policies_decide_what_replaces_a_server()
    {
        var server = await PrepareAsync(("flavor_update_policy", "REPLACE"));
        var before = server.Context.Properties;
        bool Replaces(string property, string value) => server.Type.NeedsReplacement(server.Context, new PropertyChanges(before, before.With(property, value)));
        Assert.That((Replaces("flavor", "9"), Replaces("image", "9"), Replaces("user_data", "9"), Replaces("name", "9")), Is.EqualTo((true, false, true, false)));
    }

    [Test]
    public async Task An_impossible_server_is_refused_before_it_is_made()
    {
        var server = await Bench.PrepareAsync("OS::Nova::Server", ("flavor", "m1.tiny"), ("networks", ListValue.Create([MapValue.Of(("fixed_ip", "10.0.0.7"))])));
        var faults = await server.Type.ValidateAsync(server.Context.Properties, new HashSet<string>(), Bench.Session, default);
        Assert.That(faults, Is.EqualTo(new[]
        {
            "Neither image nor bootable volume is specified for instance",
            "One of the properties \"network\", \"port\", \"allocate_network\" or \"subnet\" should be set for the specified network of server.",
        }));
    }

    [Test]
    public async Task A_key_pair_keeps_its_private_half_when_told_to()
    {
        var key = await Bench.MakeAsync("OS::Nova::KeyPair", ("name", "k"), ("save_private_key", true));
        await key.CheckAsync();
        var attributes = await key.AttributesAsync();
        await key.DeleteAsync();
        Assert.That((key.Id, attributes.Get("private_key").AsText()!.Contains("PRIVATE KEY", StringComparison.Ordinal), attributes.Get("public_key").AsText()!.StartsWith("ssh-", StringComparison.Ordinal)), Is.EqualTo(("k", true, true)));
    }

    [Test]
    public async Task A_server_group_has_its_policy_and_rules()
    {
        var group = await Bench.MakeAsync("OS::Nova::ServerGroup", ("rules", MapValue.Of(("max_server_per_host", 2))));
        var shown = (await group.AttributeAsync("show")).AsMap()!;
        var replaced = await group.Type.NeedsReplacementAfterFailureAsync(group.Context, default);
        await group.DeleteAsync();
        Assert.That((shown.Get("name").AsText(), replaced, await group.Type.NeedsReplacementAfterFailureAsync(group.Context, default)), Is.EqualTo((group.Context.PhysicalName, false, true)));
    }

    [Test]
    public async Task An_administrator_makes_flavors()
    {
        await using var bench = await Workbench.StartAsync("admin");
        var flavor = await bench.MakeAsync("OS::Nova::Flavor", ("ram", 64), ("vcpus", 1), ("disk", 1), ("is_public", false), ("extra_specs", MapValue.Of(("hw:a", "1"))));
        await flavor.UpdateAsync(("extra_specs", MapValue.Of(("hw:b", "2"))), ("tenants", ListValue.Create(["alt_demo"])));
        var attributes = await flavor.AttributesAsync();
        await flavor.DeleteAsync();
        Assert.That((attributes.Get("is_public"), attributes.Get("extra_specs")), Is.EqualTo(((Value)false, (Value)MapValue.Of(("hw:b", "2")))));
    }

    private Task<BenchResource> PrepareAsync(params (string, Value)[] more) =>
        Bench.PrepareAsync("OS::Nova::Server", [("flavor", "m1.tiny"), ("image", "cirros"), ("networks", ListValue.Create([MapValue.Of(("network", "private"))])), .. more]);

    private async Task<BenchResource> ServerAsync(params (string, Value)[] more)
    {
        var server = await PrepareAsync(more);
        await server.CreateAsync();
        return server;
    }
}
