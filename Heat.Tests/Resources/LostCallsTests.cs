using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>What a call made is found again though its answer was lost, and what somebody else made isn't taken for it.</summary>
public sealed class LostCallsTests() : WorkbenchFixture("admin")
{
    [Test]
    public async Task A_volume_restored_from_a_backup()
    {
        var original = await Bench.MakeAsync("OS::Cinder::Volume", ("size", 1));
        await original.SnapshotAsync();
        await LoseAsync("OS::Cinder::Volume", ("backup_id", original.Context.Data["backup_id"]));
    }

    [Test]
    public Task A_flavor_with_a_name() => LoseAsync("OS::Nova::Flavor", ("name", "big"), ("ram", 64), ("vcpus", 1));

    [Test]
    public Task A_flavor_with_an_id() => LoseAsync("OS::Nova::Flavor", ("flavorid", "big"), ("ram", 64), ("vcpus", 1));

    [Test]
    public Task A_volume_type() => LoseAsync("OS::Cinder::VolumeType", ("name", "gold"));

    [TestCase("OS::Cinder::VolumeType")]
    [TestCase("OS::Nova::Flavor")]
    public async Task Nothing_when_the_name_was_taken_before(string type)
    {
        (string, Value)[] properties = type == "OS::Nova::Flavor" ? [("name", "taken"), ("ram", 64), ("vcpus", 1)] : [("name", "taken")];
        await Bench.MakeAsync(type, properties);
        var late = await Bench.PrepareAsync(type, properties);
        await Assert.ThrowsAsync<CloudException>(() => late.Type.CreateAsync(late.Context, default));
        Assert.That(await late.FindAsync(), Is.Empty);
    }

    [Test]
    public async Task A_server_group_with_a_name_that_another_has_too()
    {
        await Bench.MakeAsync("OS::Nova::ServerGroup", ("name", "apart"));
        await LoseAsync("OS::Nova::ServerGroup", ("name", "apart"));
    }

    [Test]
    public async Task An_image_without_a_name()
    {
        (string, Value)[] properties = [("container_format", "bare"), ("location", "http://example.com/image")];
        await Bench.MakeAsync("OS::Glance::WebImage", [.. properties, ("disk_format", "raw")]);
        await LoseAsync("OS::Glance::WebImage", [.. properties, ("disk_format", "qcow2")]);
    }

    [Test]
    public async Task A_card_that_a_server_got_by_an_update()
    {
        var network = MapValue.Of(("network", "private"));
        var server = await Bench.MakeAsync("OS::Nova::Server", ("flavor", "m1.tiny"), ("image", "cirros"), ("networks", ListValue.Create([network])));
        var context = await UpdateForgetfullyAsync(server, ("networks", ListValue.Create([network, network])));
        Assert.That(await Bench.Session.Service<ComputeClient>().ListAsync($"/servers/{server.Id}/os-interface", "interfaceAttachments", default), Has.Count.EqualTo(2));
        await server.Type.DeleteAsync(context, default);
        Assert.That(await Bench.Session.Service<NetworkClient>().ListAsync("/ports?name=thing-port-0", "ports", default), Is.Empty);
    }

    [Test]
    public async Task That_a_volume_grows_already()
    {
        var volume = await Bench.MakeAsync("OS::Cinder::Volume", ("size", 1));
        await UpdateForgetfullyAsync(volume, ("size", 2));
        Assert.That((await Bench.Session.Service<BlockStorageClient>().GetVolumeAsync(volume.Id, default)).Get("size"), Is.EqualTo((Value)2));
    }

    [Test]
    public async Task That_a_volume_is_restored_already()
    {
        var volume = await Bench.MakeAsync("OS::Cinder::Volume", ("size", 1));
        await volume.SnapshotAsync();
        await UpdateForgetfullyAsync(volume, ("backup_id", volume.Context.Data["backup_id"]));
        Assert.That((await Bench.Session.Service<BlockStorageClient>().GetVolumeAsync(volume.Id, default)).Get("status"), Is.EqualTo((Value)"available"));
    }

    public static IEnumerable<TestCaseData> Nameless() =>
    [
        new TestCaseData("OS::Neutron::Net", MapValue.Empty),
        new TestCaseData("OS::Neutron::Port", MapValue.Of(("network", "private"))),
        new TestCaseData("OS::Neutron::SecurityGroup", MapValue.Empty),
        new TestCaseData("OS::Neutron::FloatingIP", MapValue.Of(("floating_network", "public"))),
        new TestCaseData("OS::Nova::FloatingIP", MapValue.Empty),
        new TestCaseData("AWS::EC2::EIP", MapValue.Empty),
        new TestCaseData("OS::Nova::ServerGroup", MapValue.Of(("policies", ListValue.Create(["affinity"])))),
        new TestCaseData("OS::Nova::Server", MapValue.Of(("flavor", "m1.tiny"), ("image", "cirros"), ("networks", ListValue.Create([MapValue.Of(("subnet", "private-subnet"))])))),
        new TestCaseData("OS::Cinder::Volume", MapValue.Of(("size", 1))),
        new TestCaseData("OS::Octavia::LoadBalancer", MapValue.Of(("vip_subnet", "private-subnet"))),
        new TestCaseData("AWS::EC2::VPC", MapValue.Of(("CidrBlock", "10.9.0.0/16"))),
        new TestCaseData("AWS::EC2::SecurityGroup", MapValue.Of(("GroupDescription", "late"))),
        new TestCaseData("AWS::EC2::Volume", MapValue.Of(("Size", 1), ("AvailabilityZone", "nova"))),
    ];

    [TestCaseSource(nameof(Nameless))]
    public async Task What_a_service_makes_late_is_deleted_and_nothing_else(string type, MapValue properties)
    {
        var resource = await Bench.MakeAsync(type, [.. properties.Select(property => (property.Key, property.Value))]);
        var late = resource.Context.With(resource.Context.Properties, resource.Context.StartedAt);
        late.RecordPhysicalId(await resource.Type.CreateAsync(late, default));
        var found = await resource.Type.FindAsync(late, default);
        await resource.UntilAsync(() => resource.Type.IsCreatedAsync(late, default));
        await resource.Type.DeleteLateAsync(late, default);
        await resource.UntilAsync(() => resource.Type.IsDeletedAsync(late, default));

        Assert.Multiple(async () =>
        {
            Assert.That(resource.Type.FindsOnlyItsOwn(late));
            Assert.That(found, Is.EquivalentTo(new[] { resource.Id, late.PhysicalId }));
            Assert.That(await resource.Type.FindAsync(late, default), Is.EqualTo(new[] { resource.Id }));
            Assert.That(await resource.Type.IsCreatedAsync(resource.Context, default), "The resource's own object is whole.");
        });
    }

    [TestCase("OS::Neutron::Net")]
    [TestCase("OS::Nova::ServerGroup")]
    [TestCase("OS::Cinder::Volume")]
    public async Task What_has_the_author_s_name_may_be_somebody_else_s(string type)
    {
        var resource = await Bench.PrepareAsync(type, ("name", "mine"));
        Assert.That(resource.Type.FindsOnlyItsOwn(resource.Context), Is.False);
    }

    [Test]
    public async Task A_floating_address_with_the_author_s_description()
    {
        (string, Value)[] properties = [("floating_network", "public"), ("value_specs", MapValue.Of(("description", "the way in")))];
        await LoseAsync("OS::Neutron::FloatingIP", properties);
        var another = await Bench.PrepareAsync("OS::Neutron::FloatingIP", properties);
        Assert.That(another.Type.FindsOnlyItsOwn(another.Context), Is.False);
    }

    [Test]
    public async Task No_floating_address_that_somebody_else_made_meanwhile()
    {
        var prepared = await Bench.PrepareAsync("OS::Neutron::FloatingIP", ("floating_network", "public"));
        await Bench.MakeAsync("OS::Neutron::FloatingIP", ("floating_network", "public"));
        Assert.That(await prepared.FindAsync(), Is.Empty);
    }

    /// <summary>Updates something while a crash keeps the note from the disk that the first step was begun.</summary>
    private async Task<ResourceContext> UpdateForgetfullyAsync(BenchResource resource, params (string Key, Value Value)[] properties)
    {
        var after = await Bench.CompleteAsync(resource.Type, resource.Context.Properties.With(MapValue.Of(properties)));
        var context = resource.Context.With(after, Bench.Cloud.Time.GetUtcNow());
        var changes = new PropertyChanges(resource.Context.Properties, after);
        await resource.Type.UpdateAsync(context, changes, default);
        var noted = context.Data["update_steps"];
        await resource.Type.IsUpdatedAsync(context, changes, default);
        context.RecordData("update_steps", noted);
        await resource.UntilAsync(() => resource.Type.IsUpdatedAsync(context, changes, default));
        return context;
    }

    private async Task LoseAsync(string type, params (string Key, Value Value)[] properties)
    {
        var prepared = await Bench.PrepareAsync(type, properties);
        var before = await prepared.FindAsync();
        var made = await prepared.Type.CreateAsync(prepared.Context, default);
        var found = await prepared.FindAsync();
        Assert.Multiple(() =>
        {
            Assert.That(before, Is.Empty);
            Assert.That(found, Is.EqualTo(new[] { made }));
        });
    }
}
