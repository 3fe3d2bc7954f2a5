using Heat.Core.Resources;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Networks, addresses and disks in the words of EC2, on a local cloud.</summary>
public sealed class Ec2TypesTests : WorkbenchFixture
{
    [Test]
    public async Task A_private_cloud_is_made_and_taken_apart_again()
    {
        var vpc = await Bench.MakeAsync("AWS::EC2::VPC", ("CidrBlock", "10.20.0.0/16"));
        var subnet = await Bench.MakeAsync("AWS::EC2::Subnet", ("VpcId", vpc.Id), ("CidrBlock", "10.20.1.0/24"), ("AvailabilityZone", "nova"));
        var gateway = await Bench.MakeAsync("AWS::EC2::InternetGateway");
        var table = await Bench.MakeAsync("AWS::EC2::RouteTable", ("VpcId", vpc.Id));
        var attachment = await Bench.MakeAsync("AWS::EC2::VPCGatewayAttachment", ("VpcId", vpc.Id), ("InternetGatewayId", gateway.Id));
        var ownRouters = await RoutersOnAsync(subnet.Id);
        var association = await Bench.MakeAsync("AWS::EC2::SubnetRouteTableAssociation", ("RouteTableId", table.Id), ("SubnetId", subnet.Id));
        var routers = await RoutersOnAsync(subnet.Id);
        var outer = await ReadAsync($"/network/v2.0/routers/{table.Id}", "router.external_gateway_info.network_id");
        var zone = await subnet.AttributeAsync("AvailabilityZone");
        await association.DeleteAsync();
        var restored = await RoutersOnAsync(subnet.Id);
        foreach (var resource in new[] { attachment, table, gateway, subnet, vpc })
            await resource.DeleteAsync();
        Assert.Multiple(() =>
        {
            Assert.That((routers.Single(), ownRouters.Single()), Is.EqualTo((table.Id, restored.Single())));
            Assert.That(outer, Is.Not.Null);
            Assert.That(zone, Is.EqualTo((Value)"nova"));
        });
        Assert.That(await StatusAsync($"/network/v2.0/networks/{vpc.Id}"), Is.EqualTo(404));
        Assert.That(await StatusAsync($"/network/v2.0/routers/{ownRouters.Single()}"), Is.EqualTo(404));
    }

    [TestCase("AWS::EC2::VPC")]
    [TestCase("AWS::EC2::RouteTable", "VpcId", "none")]
    [TestCase("AWS::EC2::SecurityGroup", "GroupDescription", "web")]
    [TestCase("AWS::EC2::EIP")]
    [TestCase("AWS::EC2::Volume", "AvailabilityZone", "nova", "Size", "1")]
    public async Task What_a_lost_call_made_is_found(string type, params string[] properties)
    {
        var prepared = await Bench.PrepareAsync(type, [.. properties.Chunk(2).Select(property => (property[0], (Value)property[1]))]);
        var before = await prepared.FindAsync();
        var id = await prepared.Type.CreateAsync(prepared.Context, default);
        Assert.That((before.Count, (await prepared.FindAsync()).Single()), Is.EqualTo((0, id)));
    }

    [Test]
    public async Task Finishing_a_creation_twice_makes_nothing_twice()
    {
        var vpc = await Bench.MakeAsync("AWS::EC2::VPC");
        var subnet = await Bench.MakeAsync("AWS::EC2::Subnet", ("VpcId", vpc.Id), ("CidrBlock", "10.20.1.0/24"));
        var group = await Bench.MakeAsync("AWS::EC2::SecurityGroup", ("GroupDescription", "web"), ("SecurityGroupIngress", ListValue.Of(Rule("tcp", "80", "80"))));
        var rules = await RulesAsync(group);
        foreach (var resource in new[] { vpc, subnet, group })
            await resource.Type.FinishCreationAsync(resource.Context, default);
        Assert.That(await RoutersOnAsync(subnet.Id), Has.Count.EqualTo(1));
        Assert.That(await RulesAsync(group), Is.EquivalentTo(rules));
    }

    [Test]
    public async Task Rules_follow_the_template()
    {
        var group = await Bench.MakeAsync("AWS::EC2::SecurityGroup", ("GroupDescription", "web"), ("SecurityGroupIngress", ListValue.Of(Rule("tcp", "80", "80"), Rule("icmp", "-1", "-1"))));
        var first = await RulesAsync(group);
        await group.UpdateAsync(("SecurityGroupIngress", ListValue.Of(Rule("tcp", "443", "443"))), ("SecurityGroupEgress", ListValue.Of(Rule("udp", "53", "53"))));
        var second = await RulesAsync(group);
        await group.DeleteAsync();
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EquivalentTo(new[] { "egress IPv4  : ", "egress IPv6  : ", "ingress IPv4 tcp 80:80 0.0.0.0/0", "ingress IPv4 icmp : 0.0.0.0/0" }));
            Assert.That(second, Is.EquivalentTo(new[] { "egress IPv4 udp 53:53 0.0.0.0/0", "ingress IPv4 tcp 443:443 0.0.0.0/0" }));
        });
    }

    [Test]
    public async Task An_interface_has_an_address_and_changes_its_groups()
    {
        var group = await Bench.MakeAsync("AWS::EC2::SecurityGroup", ("GroupDescription", "web"));
        var card = await Bench.MakeAsync("AWS::EC2::NetworkInterface", ("SubnetId", await SubnetAsync()), ("PrivateIpAddress", "10.0.0.77"));
        var address = await card.AttributeAsync("PrivateIpAddress");
        await card.UpdateAsync(("GroupSet", ListValue.Of(group.Id)));
        var groups = (await card.AttributeAsync("show")).AsMap()!.Get("security_groups");
        await card.UpdateAsync(("GroupSet", Value.Null));
        var afterwards = (await card.AttributeAsync("show")).AsMap()!.Get("security_groups").Texts().Single();
        await card.DeleteAsync();
        Assert.That((address, groups, afterwards == group.Id), Is.EqualTo(((Value)"10.0.0.77", (Value)ListValue.Of(group.Id), false)));
    }

    [Test]
    public async Task An_elastic_address_follows_instances()
    {
        var (first, second) = (await InstanceAsync(), await InstanceAsync());
        var address = await Bench.MakeAsync("AWS::EC2::EIP", ("InstanceId", first.Id));
        var atFirst = await OwnerAsync(address.Id);
        await address.UpdateAsync(("InstanceId", second.Id));
        var then = await OwnerAsync(address.Id);
        await address.UpdateAsync(("InstanceId", Value.Null));
        var atLast = await OwnerAsync(address.Id);
        Assert.Multiple(async () =>
        {
            Assert.That((atFirst, then, atLast), Is.EqualTo((first.Id, second.Id, (string?)null)));
            Assert.That(await address.AttributeAsync("AllocationId"), Is.EqualTo((Value)address.Id));
            Assert.That(address.Type.Reference(address.Context).AsText(), Does.StartWith("172.24."));
        });
        await address.DeleteAsync();
        Assert.That(await StatusAsync($"/network/v2.0/floatingips/{address.Id}"), Is.EqualTo(404));
    }

    [Test]
    public async Task An_association_moves_to_another_address_or_another_instance_but_not_both()
    {
        var (first, second) = (await InstanceAsync(), await InstanceAsync());
        var (one, other) = (await Bench.MakeAsync("AWS::EC2::EIP"), await Bench.MakeAsync("AWS::EC2::EIP"));
        var association = await Bench.MakeAsync("AWS::EC2::EIPAssociation", ("EIP", one.Type.Reference(one.Context)), ("InstanceId", first.Id));
        var atFirst = await OwnerAsync(one.Id);
        await association.UpdateAsync(("InstanceId", second.Id));
        var then = await OwnerAsync(one.Id);
        await association.UpdateAsync(("EIP", Value.Null), ("AllocationId", other.Id));
        var atLast = (await OwnerAsync(one.Id), await OwnerAsync(other.Id));
        var both = new PropertyChanges(association.Context.Properties, association.Context.Properties.With("AllocationId", one.Id).With("InstanceId", first.Id));
        Assert.That((atFirst, then, atLast, association.Id), Is.EqualTo((first.Id, second.Id, ((string?)null, second.Id), other.Id)));
        Assert.That(association.Type.NeedsReplacement(association.Context, both));
        await association.DeleteAsync();
        Assert.That(await OwnerAsync(other.Id), Is.Null);
    }

    [Test]
    public async Task An_association_says_what_it_lacks()
    {
        var none = await Bench.PrepareAsync("AWS::EC2::EIPAssociation");
        var address = await Bench.PrepareAsync("AWS::EC2::EIPAssociation", ("EIP", "172.24.4.9"), ("NetworkInterfaceId", "port"));
        Assert.That(await none.FaultsAsync(), Is.EqualTo(new[] { "Either 'EIP' or 'AllocationId' must be provided.", "At least one of the following properties must be specified: InstanceId, NetworkInterfaceId." }));
        Assert.That(await address.FaultsAsync(), Is.EqualTo(new[] { "Must specify 'InstanceId' if you specify 'EIP'." }));
    }

    [Test]
    public async Task A_volume_is_kept_as_a_backup_and_made_of_it_again()
    {
        var volume = await Bench.MakeAsync("AWS::EC2::Volume", ("AvailabilityZone", "nova"), ("Size", 2), ("Tags", ListValue.Of(MapValue.Of(("Key", "a"), ("Value", "1")))));
        await volume.CheckAsync();
        await volume.SnapshotAsync();
        var shown = (await volume.AttributeAsync("show")).AsMap()!;
        var copy = await Bench.MakeAsync("AWS::EC2::Volume", ("AvailabilityZone", "nova"), ("SnapshotId", volume.Context.Data["backup_id"]));
        var copied = (await copy.AttributeAsync("show")).AsMap()!;
        await volume.DeleteAsync();
        Assert.That((shown.Get("size"), shown.Get("metadata").AsMap()!.Get("a"), copied.Get("name").AsText()), Is.EqualTo(((Value)2, (Value)"1", copy.Context.PhysicalName)));
    }

    [Test]
    public async Task A_volume_is_plugged_into_an_instance()
    {
        var instance = await InstanceAsync();
        var volume = await Bench.MakeAsync("AWS::EC2::Volume", ("AvailabilityZone", "nova"), ("Size", 1));
        var attachment = await Bench.MakeAsync("AWS::EC2::VolumeAttachment", ("InstanceId", instance.Id), ("VolumeId", volume.Id), ("Device", "/dev/vdc"));
        var during = (await volume.AttributeAsync("show")).AsMap()!.Get("status");
        var found = await attachment.FindAsync();
        await attachment.DeleteAsync();
        var after = (await volume.AttributeAsync("show")).AsMap()!.Get("status");
        Assert.That((during, found.Single(), after), Is.EqualTo(((Value)"in-use", attachment.Id, (Value)"available")));
    }

    private static MapValue Rule(string protocol, string from, string to) => MapValue.Of(("IpProtocol", protocol), ("FromPort", from), ("ToPort", to), ("CidrIp", "0.0.0.0/0"));

    private Task<BenchResource> InstanceAsync() => Bench.MakeAsync("AWS::EC2::Instance", ("ImageId", "cirros"), ("InstanceType", "m1.tiny"));

    private Task<string> SubnetAsync() => Bench.Session.FindIdAsync("neutron.subnet", "private-subnet", default);

    private async Task<IReadOnlyList<string>> RulesAsync(BenchResource group)
    {
        var shown = await ReadAsync($"/network/v2.0/security-groups/{group.Id}", "security_group.security_group_rules");
        return [.. shown.Maps().Select(rule => $"{rule.Get("direction")} {rule.Get("ethertype")} {Plain(rule, "protocol")} {Plain(rule, "port_range_min")}:{Plain(rule, "port_range_max")} {Plain(rule, "remote_ip_prefix")}")];
    }

    private static string Plain(MapValue rule, string name) => rule.Get(name).IsNull ? "" : ValueText.Plain(rule.Get(name));

    private async Task<IReadOnlyList<string>> RoutersOnAsync(string subnet)
    {
        var ports = (await ReadAsync("/network/v2.0/ports?device_owner=network:router_interface", "ports")).Maps();
        return [.. ports.Where(port => port.Get("fixed_ips").Maps().Any(address => address.Get("subnet_id") == subnet)).Select(port => port.Get("device_id").AsText()!)];
    }

    /// <summary>The instance that a floating address leads to.</summary>
    private async Task<string?> OwnerAsync(string address)
    {
        var port = (await ReadAsync($"/network/v2.0/floatingips/{address}", "floatingip.port_id")).AsText();
        return port is null ? null : (await ReadAsync($"/network/v2.0/ports/{port}", "port.device_id")).AsText();
    }

    private async Task<Value> ReadAsync(string path, string what) =>
        Hosting.ApiAnswer.Dig(ValueJson.Parse((await (await Bench.Cloud.LogInAsync()).GetAsync(path)).Body!.ToJsonString()), what);

    private async Task<int> StatusAsync(string path) => (await (await Bench.Cloud.LogInAsync()).GetAsync(path)).Status;
}
