using Heat.Core.Resources;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

public sealed class StorageTypesTests() : WorkbenchFixture("admin")
{
    [Test]
    public async Task A_volume_is_attached_grown_while_attached_and_detached()
    {
        var server = await Bench.MakeAsync("OS::Nova::Server", ("flavor", "m1.tiny"), ("image", "cirros"), ("networks", ListValue.Create([MapValue.Of(("network", "private"))])));
        var volume = await Bench.MakeAsync("OS::Cinder::Volume", ("size", 1), ("volume_type", "standard"), ("description", "data"));
        var attachment = await Bench.MakeAsync("OS::Cinder::VolumeAttachment", ("instance_uuid", server.Id), ("volume_id", volume.Id));
        await volume.CheckAsync();
        await volume.UpdateAsync(("size", 3), ("name", "grown"));
        var attributes = await volume.AttributesAsync();
        await attachment.DeleteAsync();
        await volume.SnapshotAsync();
        await volume.DeleteAsync();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(attributes.Get("size"), Is.EqualTo((Value)"3"));
            Assert.That(attributes.Get("display_name"), Is.EqualTo((Value)"grown"));
            Assert.That(attributes.Get("display_description"), Is.EqualTo((Value)"data"));
            Assert.That(attributes.Get("attachments_list").Maps().Single().Get("server_id"), Is.EqualTo((Value)server.Id));
            Assert.That(attributes.Get("status"), Is.EqualTo((Value)"in-use"));
            Assert.That(await Bench.Session.FindIdAsync("cinder.backup", volume.Context.Data["backup_id"], default), Is.EqualTo(volume.Context.Data["backup_id"]));
        });
    }

    [Test]
    public async Task An_attachment_moves_to_another_volume()
    {
        var server = await Bench.MakeAsync("OS::Nova::Server", ("flavor", "m1.tiny"), ("image", "cirros"), ("networks", ListValue.Create([MapValue.Of(("network", "private"))])));
        var first = await Bench.MakeAsync("OS::Cinder::Volume", ("size", 1));
        var second = await Bench.MakeAsync("OS::Cinder::Volume", ("size", 1));
        var attachment = await Bench.MakeAsync("OS::Cinder::VolumeAttachment", ("instance_uuid", server.Id), ("volume_id", first.Id));
        await attachment.UpdateAsync(("volume_id", second.Id));
        Assert.That((await first.AttributeAsync("status"), await second.AttributeAsync("status")), Is.EqualTo(((Value)"available", (Value)"in-use")));
    }

    [Test]
    public async Task A_volume_cannot_shrink()
    {
        var volume = await Bench.MakeAsync("OS::Cinder::Volume", ("size", 2));
        var refused = await Assert.ThrowsAsync<ResourceException>(() => volume.UpdateAsync(("size", 1)));
        Assert.That((refused!.Kind, refused.Message), Is.EqualTo(("NotSupported", "Shrinking volume is not supported.")));
    }

    [Test]
    public async Task A_volume_needs_a_size_or_something_that_tells_it()
    {
        var volume = await Bench.PrepareAsync("OS::Cinder::Volume", ("image", "cirros"));
        var faults = await volume.Type.ValidateAsync(volume.Context.Properties, new HashSet<string>(), Bench.Session, default);
        Assert.That(faults.Single(), Does.EndWith("but currently specified options: ['image']."));
    }

    [Test]
    public async Task An_administrator_makes_volume_types()
    {
        var type = await Bench.MakeAsync("OS::Cinder::VolumeType", ("name", "gold"), ("is_public", false), ("metadata", MapValue.Of(("a", "1"))), ("projects", ListValue.Create(["demo"])));
        await type.UpdateAsync(("description", "better"), ("metadata", MapValue.Of(("b", "2"))), ("projects", ListValue.Create(["alt_demo"])));
        var shown = (await type.AttributeAsync("show")).AsMap()!;
        await type.DeleteAsync();
        Assert.That((shown.Get("description"), shown.Get("extra_specs")), Is.EqualTo(((Value)"better", (Value)MapValue.Of(("b", "2")))));
    }

    [Test]
    public async Task An_image_is_fetched_from_the_web_and_changed()
    {
        var image = await Bench.MakeAsync("OS::Glance::WebImage", ("name", "web"), ("container_format", "bare"), ("disk_format", "qcow2"), ("location", "http://example.com/image"), ("extra_properties", MapValue.Of(("a", "1"))));
        await image.UpdateAsync(("architecture", "arm64"), ("tags", ListValue.Create(["t"])), ("extra_properties", MapValue.Of(("b", "2"))));
        var shown = (await image.AttributeAsync("show")).AsMap()!;
        await image.DeleteAsync();
        Assert.That(
            (shown.Get("status").AsText(), shown.Get("architecture").AsText(), shown.Get("tags").Texts().Single(), shown.Get("b").AsText(), shown.ContainsKey("a")),
            Is.EqualTo(("active", "arm64", "t", "2", false)));
    }
}
