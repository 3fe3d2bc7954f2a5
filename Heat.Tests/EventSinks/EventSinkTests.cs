using System.Text.Json.Nodes;
using Heat.Core.Storage;
using Heat.Core.Values;
using Heat.Tests.Hosting;
using Heat.Tests.Signals;
using Heat.Tests.Storage;
using NUnit.Framework;

namespace Heat.Tests.EventSinks;

/// <summary>Events that go to message queues, on a running server.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class EventSinkTests : SignalBenchFixture
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private const string Inner = "heat_template_version: 2018-08-31\nresources: {deep: {type: 'OS::Heat::RandomString', properties: {length: 8}}}";

    [Test]
    public async Task All_events_of_a_tree_arrive_in_order_until_it_is_gone()
    {
        var stack = await CreateAsync("told", "{n: {type: inner.yaml}, r: {type: 'OS::Heat::RandomString', depends_on: n}}", Sinks("all-events"));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
        var made = await UntilAsync("all-events", told => IsOf(told, "told", "CREATE", "COMPLETE"));
        var shown = ((ListValue)await Bench.ReadAsync($"{stack}/events?nested_depth=5&sort_dir=asc", "events")).Maps().Select(each => each.Get("id").AsText()!).ToList();
        Assert.That(made.Select(told => told.Get("id").AsText()!), Is.EqualTo(shown));

        await Bench.Client.CallAsync("DELETE", stack);
        var all = await UntilAsync("all-events", told => IsOf(told, "told", "DELETE", "COMPLETE"));
        Assert.That(all.Take(made.Count).SequenceEqual(made), Is.True);
        Assert.That(all.Select(told => told.Get("id")).Distinct().Count(), Is.EqualTo(all.Count));
        Assert.That(all.Any(told => IsOf(told, "deep", "DELETE", "COMPLETE")), Is.True);
    }

    [Test]
    public async Task An_event_is_told_in_the_form_that_its_readers_know()
    {
        var stack = await CreateAsync("form", "{r: {type: 'OS::Heat::RandomString', properties: {length: 8}}}", Sinks("form"));
        await Bench.EndAsync(stack);
        var told = (await UntilAsync("form", each => IsOf(each, "r", "CREATE", "COMPLETE"))).Last(each => IsOf(each, "r", "CREATE", "COMPLETE"));
        var payload = (MapValue)told.Get("payload");
        Assert.Multiple(() =>
        {
            Assert.That((told.Get("version"), told.Get("type")), Is.EqualTo(((Value)"0.1", (Value)"os.heat.event")));
            Assert.That(told.Get("timestamp").AsText(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$"));
            Assert.That(payload.Keys, Is.EquivalentTo(new[] { "resource_name", "physical_resource_id", "stack_id", "resource_action", "resource_status", "resource_status_reason", "resource_type", "resource_properties", "version" }));
            Assert.That(payload.Get("stack_id").AsText(), Is.EqualTo(stack.Split('/')[^1]));
            Assert.That(payload.Get("resource_type").AsText(), Is.EqualTo("OS::Heat::RandomString"));
            Assert.That(payload.Get("resource_status_reason").AsText(), Is.EqualTo("state changed"));
            Assert.That(payload.Get("resource_properties").AsMap()!.Get("length"), Is.EqualTo((Value)8));
        });
    }

    [Test]
    public async Task An_update_can_name_other_queues()
    {
        var stack = await CreateAsync("moved", "{r: {type: 'OS::Heat::RandomString'}}", Sinks("before"));
        await Bench.EndAsync(stack);
        await UntilAsync("before", told => IsOf(told, "moved", "CREATE", "COMPLETE"));
        var template = ValueJson.Parse("""{"heat_template_version": "2018-08-31", "resources": {"r": {"type": "OS::Heat::RandomString"}}}""");
        await Bench.Client.CallAsync("PUT", stack, MapValue.Of(("template", template), ("environment", Sinks("after-1", "after-2"))));
        await Bench.EndAsync(stack);
        foreach (var queue in new[] { "after-1", "after-2" })
            Assert.That((await UntilAsync(queue, told => IsOf(told, "moved", "UPDATE", "COMPLETE"))).Any(told => IsOf(told, "moved", "UPDATE", "IN_PROGRESS")), Is.True);
        Assert.That((await ReadAsync("before")).Any(told => IsOf(told, "moved", "UPDATE", "IN_PROGRESS")), Is.False);
    }

    [TestCase("""[{"type": "pigeon", "target": "q"}]""", "event_sinks[0].type: Unknown event sink type \"pigeon\"; the one that there is: zaqar-queue")]
    [TestCase("""[{"target": "q"}]""", "event_sinks[0].type: is missing; the one type that there is: zaqar-queue")]
    [TestCase("""[{"type": "zaqar-queue", "target": "q"}, {"type": "zaqar-queue"}]""", "event_sinks[1].target: must be the name of a message queue: up to 64 letters, digits, dots, dashes and underscores")]
    [TestCase("""[{"type": "zaqar-queue", "target": "q", "ttl": "long"}]""", "event_sinks[0].ttl: must be a whole number of seconds, at least 60")]
    [TestCase("""["q"]""", "event_sinks[0]: must be a map of type and target")]
    [TestCase("""[{"type": "zaqar-queue", "target": "q", "tll": 60}]""", "event_sinks[0].tll: is nothing that an event sink has")]
    public async Task A_sink_that_is_none_is_refused(string sinks, string message)
    {
        var template = ValueJson.Parse("""{"heat_template_version": "2018-08-31", "resources": {"r": {"type": "OS::Heat::RandomString"}}}""");
        foreach (var environment in new Value[] { MapValue.Of(("event_sinks", ValueJson.Parse(sinks))), $"event_sinks: {sinks}" })
        {
            var answer = await Bench.Client.CallAsync("POST", "/stacks", MapValue.Of(("stack_name", "refused"), ("template", template), ("environment", environment)));
            Assert.That(answer.Status, Is.EqualTo(400));
            Assert.That(ValueJson.Write(answer.Body), Does.Contain(ValueJson.Write(message).Trim('"')));
        }
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task What_could_not_be_told_before_the_server_died_is_told_after(DatabaseProvider provider)
    {
        await using var database = new DatabaseSettings(provider);
        await using var server = new ServerProcess(["Logging:LogLevel:Default=Warning", .. database.Settings.Select(setting => $"{setting.Key}={setting.Value}")]);
        await server.StartAsync();
        using (var admin = await ServerUser.LogInAsync(server, "admin", "demo"))
            await admin.CloudAsync("POST", "/faults", new JsonObject { ["path"] = "^/messaging", ["status"] = 503, ["times"] = 10000 });
        using var owner = await ServerUser.LogInAsync(server);
        var path = await owner.CreateAsync(new JsonObject
        {
            ["stack_name"] = "mute",
            ["template"] = JsonNode.Parse("""{"heat_template_version": "2018-08-31", "resources": {"r": {"type": "OS::Heat::RandomString"}}}"""),
            ["environment"] = JsonNode.Parse("""{"event_sinks": [{"type": "zaqar-queue", "target": "late"}]}"""),
        });
        await owner.SettledAsync(path, s_patience);
        var trusts = (await TrustsAsync(server)).Count;
        await owner.CallAsync("DELETE", path);
        await owner.SettledAsync(path, s_patience);
        Assert.That(await TrustsAsync(server), Has.Count.EqualTo(trusts), "The trust is needed still.");
        await server.KillAsync();
        await server.StartAsync();
        using var again = await ServerUser.LogInAsync(server);
        var told = await UntilAsync(server.CloudUrl, again.Token, "late", each => IsOf(each, "mute", "DELETE", "COMPLETE"));
        Assert.That(told.Select(Text), Is.EqualTo(new[]
        {
            "mute CREATE_IN_PROGRESS", "r CREATE_IN_PROGRESS", "r CREATE_COMPLETE", "mute CREATE_COMPLETE",
            "mute DELETE_IN_PROGRESS", "r DELETE_IN_PROGRESS", "r DELETE_COMPLETE", "mute DELETE_COMPLETE",
        }));
        for (var waited = 0; waited < 100 && (await TrustsAsync(server)).Count == trusts; waited++)
            await Task.Delay(100);
        Assert.That(await TrustsAsync(server), Has.Count.EqualTo(trusts - 1));
    }

    private static MapValue Sinks(params string[] queues) =>
        MapValue.Of(("event_sinks", ListValue.Create(queues.Select(queue => MapValue.Of(("type", "zaqar-queue"), ("target", queue), ("ttl", 600))))));

    private async Task<string> CreateAsync(string name, string resources, MapValue environment)
    {
        var template = Core.Templates.TemplateParser.ParseMap(SignalBench.Template(resources), name, Core.Templates.TemplateLimits.Default).ToValue();
        var answer = await Bench.Client.CallAsync("POST", "/stacks", MapValue.Of(("stack_name", name), ("template", template), ("environment", environment), ("files", MapValue.Of(("inner.yaml", Inner)))));
        Assert.That(answer.Status, Is.EqualTo(201), ValueJson.Write(answer.Body));
        return $"/stacks/{name}/{answer.Dig("stack.id").AsText()}";
    }

    private Task<IReadOnlyList<MapValue>> UntilAsync(string queue, Func<MapValue, bool> isLast) => UntilAsync(Bench.Server.CloudAddress, Bench.Client.Token, queue, isLast);

    private static async Task<IReadOnlyList<MapValue>> UntilAsync(string cloud, string token, string queue, Func<MapValue, bool> isLast)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var told = (await CloudQueues.MessagesAsync(cloud, token, queue)).OfType<MapValue>().ToList();
            if (told.Any(isLast))
                return told;
            Assert.That(waited.Elapsed, Is.LessThan(s_patience), string.Join('\n', told.Select(Text)));
            await Task.Delay(100);
        }
    }

    private async Task<IReadOnlyList<MapValue>> ReadAsync(string queue) => [.. (await CloudQueues.MessagesAsync(Bench.Server.CloudAddress, Bench.Client.Token, queue)).OfType<MapValue>()];

    private static async Task<JsonArray> TrustsAsync(ServerProcess server)
    {
        using var admin = await ServerUser.LogInAsync(server, "admin", "admin");
        return (await admin.CloudAsync("GET", "/identity/v3/OS-TRUST/trusts"))["trusts"]!.AsArray();
    }

    private static bool IsOf(MapValue told, string name, string action, string status) => Text(told) == $"{name} {action}_{status}";

    private static string Text(MapValue told)
    {
        var payload = (MapValue)told.Get("payload");
        return $"{payload.Get("resource_name").AsText()} {payload.Get("resource_action").AsText()}_{payload.Get("resource_status").AsText()}";
    }
}
