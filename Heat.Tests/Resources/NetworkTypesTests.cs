using Heat.Core.Resources;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

public sealed class NetworkTypesTests : WorkbenchFixture
{
    [Test]
    public async Task Rules_of_a_group_that_differ_in_one_word_are_told_apart()
    {
        var group = await Bench.MakeAsync("OS::Neutron::SecurityGroup");
        (string, Value)[] common = [("security_group", group.Id), ("port_range_min", 53), ("port_range_max", 53)];
        var tcp = await Bench.MakeFindableAsync("OS::Neutron::SecurityGroupRule", common);
        var udp = await Bench.MakeFindableAsync("OS::Neutron::SecurityGroupRule", [.. common, ("protocol", "udp")]);
        var inner = await Bench.MakeFindableAsync("OS::Neutron::SecurityGroupRule", [.. common, ("remote_ip_prefix", "10.0.0.0/8")]);
        var members = await Bench.MakeFindableAsync("OS::Neutron::SecurityGroupRule", [.. common, ("remote_group", group.Id)]);
        foreach (var rule in (BenchResource[])[tcp, udp, inner, members])
            await rule.EndAsync();
    }

    [Test]
    public async Task A_network_with_all_that_belongs_to_it_is_made_and_taken_apart_again()
    {
        var net = await Bench.MakeAsync("OS::Neutron::Net", ("tags", ListValue.Create(["blue"])));
        var subnet = await Bench.MakeAsync("OS::Neutron::Subnet", ("network", net.Context.PhysicalName), ("cidr", "192.168.7.0/24"), ("gateway_ip", "192.168.7.1"));
        var router = await Bench.MakeAsync("OS::Neutron::Router", ("external_gateway_info", MapValue.Of(("network", "public"))));
        var plug = await Bench.MakeAsync("OS::Neutron::RouterInterface", ("router", router.Id), ("subnet", subnet.Id));
        var group = await Bench.MakeAsync("OS::Neutron::SecurityGroup", ("name", "web"), ("rules", ListValue.Create([MapValue.Of(("protocol", "tcp"), ("port_range_min", 80), ("port_range_max", 80))])));
        var port = await Bench.MakeAsync("OS::Neutron::Port", ("network_id", net.Id), ("fixed_ips", ListValue.Create([MapValue.Of(("subnet_id", subnet.Id), ("ip_address", "192.168.7.9"))])), ("security_groups", ListValue.Create(["web"])));
        var address = await Bench.MakeAsync("OS::Neutron::FloatingIP", ("floating_network", "public"), ("port_id", port.Id));

        var shown = await port.AttributesAsync();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await net.AttributeAsync("subnets"), Is.EqualTo(ListValue.Create([subnet.Id])));
            Assert.That((await net.AttributeAsync("show")).AsMap()!.Get("tags"), Is.EqualTo(ListValue.Create(["blue"])));
            Assert.That(shown.Get("fixed_ips").Maps().Single().Get("ip_address"), Is.EqualTo((Value)"192.168.7.9"));
            Assert.That(shown.Get("security_groups"), Is.EqualTo(ListValue.Create([group.Id])));
            Assert.That(shown.Get("network").AsMap()!.Get("id"), Is.EqualTo((Value)net.Id));
            Assert.That(shown.Get("subnets").Maps().Single().Get("id"), Is.EqualTo((Value)subnet.Id));
            Assert.That(await address.AttributeAsync("fixed_ip_address"), Is.EqualTo((Value)"192.168.7.9"));
            Assert.That(plug.Id, Is.EqualTo($"{router.Id}:subnet_id={subnet.Id}"));
        });
        foreach (var resource in new[] { address, port, group, plug, router, subnet, net })
            await resource.DeleteAsync();
        // A session remembers for some seconds what it found.
        Bench.Cloud.Time.Pass(20);
        Assert.That(await Bench.ViolationAsync("neutron.network", net.Id), Is.EqualTo($"Error validating value '{net.Id}': Unable to find network with name or id '{net.Id}'"));
    }

    [Test]
    public async Task What_is_gone_already_counts_as_deleted()
    {
        var net = await Bench.MakeAsync("OS::Neutron::Net");
        await net.DeleteAsync();
        await net.DeleteAsync();
    }

    [Test]
    public async Task A_network_in_use_is_refused_with_a_conflict_in_the_words_of_the_client()
    {
        var net = await Bench.MakeAsync("OS::Neutron::Net");
        await Bench.MakeAsync("OS::Neutron::Subnet", ("network", net.Id), ("cidr", "10.9.0.0/24"));
        await Bench.MakeAsync("OS::Neutron::Port", ("network", net.Id));
        var refused = await Assert.ThrowsAsync<Heat.Resources.Clients.CloudException>(net.DeleteAsync);
        Assert.Multiple(() =>
        {
            Assert.That(refused!.Kind, Is.EqualTo("NetworkInUseClient"));
            Assert.That(refused.Nature, Is.EqualTo(FailureNature.Conflict));
            Assert.That(refused.Message, Does.Contain("\nNeutron server returns request_ids: ['req-"));
        });
    }

    [Test]
    public async Task A_lost_call_is_found_by_its_name()
    {
        var prepared = await Bench.PrepareAsync("OS::Neutron::Net");
        var before = await prepared.FindAsync();
        var id = await prepared.Type.CreateAsync(prepared.Context, default);
        Assert.That((before.Count, (await prepared.FindAsync()).Single()), Is.EqualTo((0, id)));
    }

    [Test]
    public async Task Properties_change_in_place()
    {
        var net = await Bench.MakeAsync("OS::Neutron::Net", ("name", "old"));
        await net.UpdateAsync(("name", "new"), ("admin_state_up", false), ("tags", ListValue.Create(["x"])));
        var shown = (await net.AttributeAsync("show")).AsMap()!;
        Assert.That((shown.Get("name").AsText(), shown.Get("admin_state_up").AsFlag(), shown.Get("tags").Texts().Single()), Is.EqualTo(("new", false, "x")));
    }

    [Test]
    public async Task Egress_rules_take_the_place_of_those_of_a_new_group()
    {
        var egress = ListValue.Create([MapValue.Of(("direction", "egress"), ("protocol", "udp"))]);
        var group = await Bench.MakeAsync("OS::Neutron::SecurityGroup", ("rules", egress));
        var before = (await group.AttributeAsync("show")).AsMap()!.Get("security_group_rules").Maps().Select(rule => rule.Get("protocol").AsText());
        await group.UpdateAsync(("rules", ListValue.Empty));
        var after = (await group.AttributeAsync("show")).AsMap()!.Get("security_group_rules").Maps().Count();
        Assert.That((before.Single(), after), Is.EqualTo(("udp", 2)));
    }

    [Test]
    public async Task A_port_that_gives_its_address_up_gets_it_back()
    {
        var port = await Bench.MakeAsync("OS::Neutron::Port", ("network", "private"), ("fixed_ips", ListValue.Create([MapValue.Of(("ip_address", "10.0.9.9"))])));
        await port.Type.PrepareForReplacementAsync(port.Context, default);
        var during = await port.AttributeAsync("fixed_ips");
        var replacement = await Bench.MakeAsync("OS::Neutron::Port", ("network", "private"), ("fixed_ips", ListValue.Create([MapValue.Of(("ip_address", "10.0.9.9"))])));
        await port.Type.RestoreAfterReplacementAsync(port.Context, replacement.Context, default);
        Assert.That((during, (await port.AttributeAsync("fixed_ips")).Maps().Single().Get("ip_address").AsText()), Is.EqualTo(((Value)ListValue.Empty, "10.0.9.9")));
    }

    [Test]
    public async Task An_association_moves_from_one_address_to_another()
    {
        var port = await Bench.MakeAsync("OS::Neutron::Port", ("network", "private"));
        var first = await Bench.MakeAsync("OS::Neutron::FloatingIP", ("floating_network", "public"));
        var second = await Bench.MakeAsync("OS::Neutron::FloatingIP", ("floating_network", "public"));
        var association = await Bench.MakeAsync("OS::Neutron::FloatingIPAssociation", ("floatingip_id", first.Id), ("port_id", port.Id));
        await association.UpdateAsync(("floatingip_id", second.Id));
        Assert.That((await first.AttributeAsync("port_id"), await second.AttributeAsync("port_id")), Is.EqualTo((Value.Null, (Value)port.Id)));
    }

    [Test]
    public async Task Subnet_rules_are_told_before_anything_is_made()
    {
        var subnet = await Bench.PrepareAsync("OS::Neutron::Subnet", ("network", "private"), ("ipv6_ra_mode", "slaac"), ("gateway_ip", "nonsense"));
        var faults = await subnet.Type.ValidateAsync(subnet.Context.Properties, new HashSet<string>(), Bench.Session, default);
        Assert.That(faults, Is.EqualTo(new[]
        {
            "At least one of the following properties must be specified: subnetpool, cidr.",
            "ipv6_ra_mode and ipv6_address_mode are not supported for ipv4.",
            "Gateway IP address \"nonsense\" is in invalid format.",
        }));
    }
}
