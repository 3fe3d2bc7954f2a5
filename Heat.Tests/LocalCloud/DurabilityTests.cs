using System.Diagnostics;
using Heat.Server.LocalCloud.Store;
using NUnit.Framework;

namespace Heat.Tests.LocalCloud;

public sealed class DurabilityTests
{
    [Test]
    public async Task A_restart_keeps_everything_tokens_included()
    {
        string[] paths = ["/compute/v2.1/servers/detail", "/network/v2.0/ports", "/network/v2.0/routers", "/network/v2.0/qos/policies", "/compute/v2.1/flavors/detail", "/image/v2/images"];
        await using var first = await RunningCloud.StartAsync();
        var demo = await first.LogInAsync();
        var image = (await demo.ListAsync("/image/v2/images"))[0]!["id"];
        await demo.MakeAsync("/network/v2.0/qos/policies", """{"policy":{"name":"slow","shared":true}}""");
        await demo.MakeAsync("/compute/v2.1/servers", $$$"""{"server":{"name":"s","flavorRef":"1","imageRef":"{{{image}}}","metadata":{"a":"b"} } }""");
        first.Time.Pass(1);

        await using var second = await RunningCloud.StartAsync(first.Journal, first.Time);
        var again = new CloudSession(second, demo.Token, demo.Facts);
        foreach (var path in paths)
            Assert.That(WithoutOrigin(await again.ListAsync(path)), Is.EqualTo(WithoutOrigin(await demo.ListAsync(path))), path);
    }

    [Test]
    public async Task What_the_journal_refuses_has_not_happened()
    {
        var journal = new BreakableJournal();
        await using var cloud = await RunningCloud.StartAsync(journal);
        var demo = await cloud.LogInAsync();
        journal.IsBroken = true;
        var failed = await demo.PostAsync("/network/v2.0/networks", """{"network":{"name":"lost"}}""");
        journal.IsBroken = false;
        Assert.That(failed.Status, Is.EqualTo(500));
        Assert.That(await demo.ListAsync("/network/v2.0/networks?name=lost"), Is.Empty);
    }

    [Test]
    public async Task Many_requests_at_once_never_share_an_address()
    {
        await using var cloud = await RunningCloud.StartAsync();
        var demo = await cloud.LogInAsync();
        var network = (await demo.ListAsync("/network/v2.0/networks?name=private"))[0]!["id"]!.GetValue<string>();
        var ports = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => demo.MakeAsync("/network/v2.0/ports", $$"""{"port":{"network_id":"{{network}}"} }""")));
        Assert.That(ports.Select(port => port["fixed_ips"]![0]!["ip_address"]!.GetValue<string>()), Is.Unique);
    }

    [Test]
    public async Task Planned_faults_strike_as_often_as_ordered()
    {
        await using var cloud = await RunningCloud.StartAsync();
        var demo = await cloud.LogInAsync();
        var admin = await cloud.LogInAsync("admin");
        const string order = """{"method":"POST","path":"/networks$","times":2,"status":503,"body":{"sorry":true}}""";
        var forbidden = await demo.PostAsync("/faults", order);
        await admin.PostAsync("/faults", order);
        var statuses = new List<int>();
        for (var number = 0; number < 3; number++) statuses.Add((await demo.PostAsync("/network/v2.0/networks", """{"network":{}}""")).Status);
        Assert.That(forbidden.Status, Is.EqualTo(403));
        Assert.That(statuses, Is.EqualTo(new[] { 503, 503, 201 }));
    }

    [Test]
    public async Task Finding_one_of_many_ports_by_its_device_looks_at_few()
    {
        await using var cloud = await RunningCloud.StartAsync();
        var demo = await cloud.LogInAsync();
        var admin = await cloud.LogInAsync("admin");
        var network = (await demo.ListAsync("/network/v2.0/networks?name=private"))[0]!["id"]!.GetValue<string>();
        var many = string.Join(',', Enumerable.Range(0, 3000).Select(number => $$"""{"network_id":"{{network}}","device_id":"device-{{number}}"}"""));
        await demo.MakeAsync("/network/v2.0/ports", $$"""{"ports":[{{many}}]}""");
        await admin.ListAsync("/network/v2.0/ports?device_id=device-0");
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < 100; number++)
            Assert.That(await admin.ListAsync($"/network/v2.0/ports?device_id=device-{number}"), Has.Count.EqualTo(1));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    private static string WithoutOrigin(System.Text.Json.Nodes.JsonArray list) =>
        System.Text.RegularExpressions.Regex.Replace(list.ToJsonString(), @"http://127\.0\.0\.1:\d+", "");

    private sealed class BreakableJournal : ICloudJournal
    {
        private readonly MemoryCloudJournal _inner = new();

        public bool IsBroken { get; set; }

        public Task<IReadOnlyList<CloudRecord>> LoadAsync(CancellationToken cancellationToken) => _inner.LoadAsync(cancellationToken);

        public Task SaveAsync(IReadOnlyList<CloudChange> changes, CancellationToken cancellationToken) =>
            IsBroken ? Task.FromException(new IOException("The disk is full.")) : _inner.SaveAsync(changes, cancellationToken);
    }
}
