using System.Text;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>AWS::EC2::Instance on a local cloud.</summary>
public sealed class InstanceTests : WorkbenchFixture
{
    [Test]
    public async Task An_instance_lives_from_creation_to_deletion()
    {
        var prepared = await PrepareAsync(("Tags", ListValue.Of(Tag("a", "1"))));
        var before = await prepared.FindAsync();
        await prepared.CreateAsync();
        var found = await prepared.FindAsync();
        await prepared.CheckAsync();
        var attributes = await prepared.AttributesAsync();
        await prepared.SuspendAsync();
        await prepared.ResumeAsync();
        await prepared.DeleteAsync();
        Assert.Multiple(() =>
        {
            Assert.That((before.Count, found.Single()), Is.EqualTo((0, prepared.Id)));
            Assert.That(attributes.Get("PublicIp").AsText(), Does.StartWith("10.0."));
            Assert.That(attributes.Get("PrivateIp"), Is.EqualTo(attributes.Get("PublicIp")));
            Assert.That(attributes.Get("AvailabilityZone").AsText(), Is.EqualTo("nova"));
            Assert.That(attributes.Get("show").AsMap()!.Get("metadata"), Is.EqualTo(MapValue.Of(("a", "1"))));
        });
    }

    [Test]
    public async Task Its_type_tags_and_subnet_change_in_place()
    {
        var instance = await MakeAsync(("SubnetId", await SubnetAsync()));
        var port = MadePort(instance);
        await instance.UpdateAsync(("InstanceType", "m1.small"), ("Tags", ListValue.Of(Tag("b", "2"))), ("SubnetId", Value.Null));
        var shown = (await instance.AttributeAsync("show")).AsMap()!;
        var gone = await (await Bench.Cloud.LogInAsync()).GetAsync($"/network/v2.0/ports/{port}");
        Assert.Multiple(() =>
        {
            Assert.That(shown.Get("flavor").AsMap()!.Get("id").AsText(), Is.EqualTo("2"));
            Assert.That(shown.Get("metadata"), Is.EqualTo(MapValue.Of(("b", "2"))));
            Assert.That(gone.Status, Is.EqualTo(404));
            Assert.That(shown.Get("addresses").AsMap()!.Get("private").Maps().Count(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Network_interfaces_are_exchanged_one_by_one()
    {
        var ports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Bench.MakeAsync("OS::Neutron::Port", ("network", "private"))));
        var instance = await MakeAsync(("NetworkInterfaces", ListValue.Of(MapValue.Of(("NetworkInterfaceId", ports[0].Id), ("DeviceIndex", "1")), MapValue.Of(("NetworkInterfaceId", ports[1].Id), ("DeviceIndex", "0")))));
        await instance.UpdateAsync(("NetworkInterfaces", ListValue.Of(ports[1].Id, ports[2].Id)));
        var owners = await Task.WhenAll(ports.Select(async port => (await port.AttributeAsync("device_id")).AsText()));
        Assert.That(owners, Is.EqualTo(new[] { "", instance.Id, instance.Id }));
    }

    [Test]
    public async Task Volumes_are_plugged_in_before_it_counts_as_made()
    {
        var volume = await Bench.MakeAsync("OS::Cinder::Volume", ("size", 1));
        var instance = await MakeAsync(("Volumes", ListValue.Of(MapValue.Of(("VolumeId", volume.Id), ("Device", "/dev/vdc")))));
        Assert.That((await volume.AttributeAsync("attachments_list")).Maps().Single().Get("server_id"), Is.EqualTo((Value)instance.Id));
    }

    [Test]
    public async Task It_is_told_of_the_user_that_its_tools_expect()
    {
        var instance = await MakeAsync(("UserData", "#!/bin/sh\necho hello"));
        var admin = await Bench.Cloud.LogInAsync("admin");
        var server = (await admin.GetAsync($"/compute/v2.1/servers/{instance.Id}", ("X-OpenStack-Nova-API-Version", "2.3"))).Body!["server"]!;
        var userData = Encoding.UTF8.GetString(Convert.FromBase64String(server["OS-EXT-SRV-ATTR:user_data"]!.GetValue<string>()));
        Assert.That(userData, Does.Contain("echo hello").And.Contain("user: ec2-user").And.Contain("useradd -m ec2-user"));
    }

    [Test]
    public async Task Groups_and_interfaces_exclude_each_other()
    {
        var instance = await PrepareAsync(("SecurityGroups", ListValue.Of("web")), ("NetworkInterfaces", ListValue.Of("port")), ("BlockDeviceMappings", ListValue.Of(MapValue.Of(("DeviceName", "vdb")))));
        Assert.That(await instance.FaultsAsync(), Is.EqualTo(new[]
        {
            "Cannot define the following properties at the same time: SecurityGroups/SecurityGroupIds, NetworkInterfaces.",
            "Ebs is missing, this is required when specifying BlockDeviceMappings.",
        }));
    }

    private static MapValue Tag(string key, string value) => MapValue.Of(("Key", key), ("Value", value));

    private static string MadePort(BenchResource instance) => ValueJson.Parse(instance.Context.Data["internal_ports"]).Maps().Single().Get("id").AsText()!;

    private async Task<string> SubnetAsync() => await Bench.Session.FindIdAsync("neutron.subnet", "private-subnet", default);

    private Task<BenchResource> PrepareAsync(params (string Key, Value Value)[] properties) => Bench.PrepareAsync("AWS::EC2::Instance", [("ImageId", "cirros"), ("InstanceType", "m1.tiny"), .. properties]);

    private async Task<BenchResource> MakeAsync(params (string Key, Value Value)[] properties)
    {
        var instance = await PrepareAsync(properties);
        await instance.CreateAsync();
        return instance;
    }
}
