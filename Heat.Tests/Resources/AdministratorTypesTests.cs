using Heat.Core.Resources;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>What administrators orchestrate at the compute, block storage and network services, on a local cloud.</summary>
public sealed class AdministratorTypesTests() : WorkbenchFixture("admin")
{
    [TestCase("OS::Nova::Quota", "instances", "/compute/v2.1/os-quota-sets", "quota_set")]
    [TestCase("OS::Cinder::Quota", "volumes", "/volume/v3/PROJECT/os-quota-sets", "quota_set")]
    [TestCase("OS::Neutron::Quota", "network", "/network/v2.0/quotas", "quota")]
    public async Task A_quota_holds_as_long_as_its_resource(string type, string limit, string path, string key)
    {
        var project = await Bench.MakeAsync("OS::Keystone::Project", ("name", "small"));
        var address = $"{path.Replace("PROJECT", Bench.Session.ProjectId, StringComparison.Ordinal)}/{project.Id}";
        var standard = await ReadAsync(address, $"{key}.{limit}");
        var quota = await Bench.MakeAsync(type, ("project", "small"), (limit, 3));
        var first = await ReadAsync(address, $"{key}.{limit}");
        await quota.UpdateAsync((limit, 5));
        var second = (await quota.AttributeAsync("show")).AsMap()!.Get(limit);
        await quota.DeleteAsync();
        Assert.That((first, second, await ReadAsync(address, $"{key}.{limit}")), Is.EqualTo(((Value)3, (Value)5, standard)));
        var empty = await Bench.PrepareAsync(type, ("project", "small"));
        Assert.That((await empty.FaultsAsync()).Single(), Does.StartWith("At least one of the following properties must be specified: "));
    }

    [Test]
    public async Task A_quota_of_volumes_is_not_below_what_there_is()
    {
        await Bench.MakeAsync("OS::Cinder::Volume", ("size", 2));
        var quota = await Bench.PrepareAsync("OS::Cinder::Quota", ("project", Bench.Session.ProjectId), ("gigabytes", 1));
        var refused = await Assert.ThrowsAsync<ResourceException>(quota.CreateAsync);
        Assert.That(refused!.Message, Is.EqualTo("Invalid quota gigabytes value(s): 1. Can not be less than the current usage value(s): 2."));
    }

    [Test]
    public async Task An_aggregate_has_hosts_and_facts()
    {
        var aggregate = await Bench.PrepareAsync("OS::Nova::HostAggregate", ("name", "fast"), ("availability_zone", "east"), ("hosts", ListValue.Of("local")), ("metadata", MapValue.Of(("ssd", "true"), ("old", "1"))));
        var before = await aggregate.FindAsync();
        await aggregate.CreateAsync();
        var found = await aggregate.FindAsync();
        await aggregate.Type.FinishCreationAsync(aggregate.Context, default);
        var first = (await aggregate.AttributeAsync("show")).AsMap()!;
        await aggregate.UpdateAsync(("name", "faster"), ("hosts", ListValue.Empty), ("metadata", MapValue.Of(("ssd", "no"))));
        var second = (await aggregate.AttributeAsync("show")).AsMap()!;
        await aggregate.UpdateAsync(("hosts", ListValue.Of("local")));
        await aggregate.DeleteAsync();
        await aggregate.DeleteAsync();
        Assert.Multiple(async () =>
        {
            Assert.That((before.Count, found.Single()), Is.EqualTo((0, aggregate.Id)));
            Assert.That((first.Get("hosts"), first.Get("metadata").AsMap()!.Get("old")), Is.EqualTo(((Value)ListValue.Of("local"), (Value)"1")));
            Assert.That((second.Get("name"), second.Get("hosts"), second.Get("metadata")), Is.EqualTo(((Value)"faster", (Value)ListValue.Empty, (Value)MapValue.Of(("ssd", "no"), ("availability_zone", "east")))));
            Assert.That(await Bench.ViolationAsync("nova.host", "nowhere"), Is.EqualTo("Error validating value 'nowhere': The Hypervisor (nowhere) could not be found."));
        });
    }

    [Test]
    public async Task A_volume_type_is_encrypted_and_given_demands()
    {
        var type = await Bench.MakeAsync("OS::Cinder::VolumeType", ("name", "safe"));
        var encryption = await Bench.PrepareAsync("OS::Cinder::EncryptedVolumeType", ("volume_type", "safe"), ("provider", "luks"), ("key_size", 256));
        var before = await encryption.FindAsync();
        await encryption.CreateAsync();
        await encryption.UpdateAsync(("provider", "plain"), ("cipher", "aes-xts-plain64"));
        var shown = (await encryption.AttributeAsync("show")).AsMap()!;
        var specs = await Bench.MakeAsync("OS::Cinder::QoSSpecs", ("name", "slow"), ("specs", MapValue.Of(("read_iops", "10"), ("write_iops", "5"))));
        var association = await Bench.MakeAsync("OS::Cinder::QoSAssociation", ("qos_specs", "slow"), ("volume_types", ListValue.Of("safe")));
        await specs.UpdateAsync(("specs", MapValue.Of(("read_iops", "20"))));
        var changed = (await specs.AttributeAsync("show")).AsMap()!.Get("specs");
        var during = await ReadAsync($"/volume/v3/{Bench.Session.ProjectId}/types/{type.Id}", "volume_type.qos_specs_id");
        await association.UpdateAsync(("volume_types", ListValue.Empty));
        var after = await ReadAsync($"/volume/v3/{Bench.Session.ProjectId}/types/{type.Id}", "volume_type.qos_specs_id");
        Assert.Multiple(async () =>
        {
            Assert.That((before.Count, (await encryption.FindAsync()).Single(), encryption.Id), Is.EqualTo((0, type.Id, type.Id)));
            Assert.That((shown.Get("provider"), shown.Get("cipher"), shown.Get("key_size")), Is.EqualTo(((Value)"plain", (Value)"aes-xts-plain64", (Value)256)));
            Assert.That((changed, during, after), Is.EqualTo(((Value)MapValue.Of(("read_iops", "20")), (Value)specs.Id, Value.Null)));
            Assert.That((await specs.FindAsync()).Single(), Is.EqualTo(specs.Id));
        });
        await association.UpdateAsync(("volume_types", ListValue.Of(type.Id)));
        foreach (var resource in new[] { specs, encryption, type })
            await resource.DeleteAsync();
    }

    [Test]
    public async Task A_policy_has_rules_of_all_kinds()
    {
        var policy = await Bench.MakeAsync("OS::Neutron::QoSPolicy", ("name", "gold"), ("description", "dear"));
        var bandwidth = await Bench.MakeAsync("OS::Neutron::QoSBandwidthLimitRule", ("policy", "gold"), ("max_kbps", 100), ("direction", "ingress"));
        var mark = await Bench.MakeAsync("OS::Neutron::QoSDscpMarkingRule", ("policy", policy.Id), ("dscp_mark", 16));
        var minimum = await Bench.MakeAsync("OS::Neutron::QoSMinimumBandwidthRule", ("policy", policy.Id), ("min_kbps", 10));
        var packets = await Bench.MakeAsync("OS::Neutron::QoSMinimumPacketRateRule", ("policy", policy.Id), ("min_kpps", 1));
        await bandwidth.UpdateAsync(("max_kbps", 200), ("max_burst_kbps", 20));
        await mark.UpdateAsync(("dscp_mark", 18));
        await minimum.UpdateAsync(("min_kbps", 11));
        await packets.UpdateAsync(("min_kpps", 2));
        await policy.UpdateAsync(("shared", true));
        var rules = (await policy.AttributeAsync("rules")).Maps().ToList();
        var found = await bandwidth.FindAsync();
        await bandwidth.DeleteAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(rules.Select(rule => rule.Get("type").AsText()), Is.EquivalentTo(new[] { "bandwidth_limit", "dscp_marking", "minimum_bandwidth", "minimum_packet_rate" }));
            Assert.That(rules.Single(rule => rule.Get("type") == "bandwidth_limit").Get("max_kbps"), Is.EqualTo((Value)200));
            Assert.That((found.Single(), (await bandwidth.FindAsync()).Count), Is.EqualTo((bandwidth.Id, 0)));
        });
        foreach (var resource in new[] { mark, minimum, packets, policy })
            await resource.DeleteAsync();
    }

    [Test]
    public async Task Provider_networks_and_segments_keep_to_the_rules_of_their_kind()
    {
        var network = await Bench.MakeAsync("OS::Neutron::ProviderNet", ("network_type", "vlan"), ("physical_network", "physnet1"), ("segmentation_id", "101"), ("tags", ListValue.Of("blue")));
        await network.UpdateAsync(("segmentation_id", "102"), ("router_external", true));
        var segment = await Bench.MakeAsync("OS::Neutron::Segment", ("network", network.Id), ("network_type", "vxlan"), ("name", "second"));
        await segment.UpdateAsync(("description", "changed"));
        var shown = (await network.AttributeAsync("show")).AsMap()!;
        var segments = await network.AttributeAsync("segments");
        var flat = await Bench.PrepareAsync("OS::Neutron::ProviderNet", ("network_type", "flat"), ("segmentation_id", "1"));
        var vlan = await Bench.PrepareAsync("OS::Neutron::Segment", ("network", network.Id), ("network_type", "vlan"), ("segmentation_id", 5000));
        Assert.Multiple(async () =>
        {
            Assert.That((shown.Get("provider:segmentation_id"), shown.Get("router:external"), shown.Get("tags")), Is.EqualTo(((Value)102, (Value)true, (Value)ListValue.Of("blue"))));
            Assert.That(segments.Maps().Select(one => one.Get("id")), Does.Contain((Value)segment.Id));
            Assert.That(await flat.FaultsAsync(), Is.EqualTo(new[] { "segmentation_id not allowed for network types: local, flat" }));
            Assert.That(await vlan.FaultsAsync(), Is.EqualTo(new[] { "physical_network is required for vlan provider network.", "Up to 4094 VLAN network segments can exist on each physical_network." }));
        });
        await segment.DeleteAsync();
        await network.DeleteAsync();
    }

    private async Task<Value> ReadAsync(string path, string what) =>
        Hosting.ApiAnswer.Dig(ValueJson.Parse((await (await Bench.Cloud.LogInAsync("admin")).GetAsync(path)).Body!.ToJsonString()), what);
}
