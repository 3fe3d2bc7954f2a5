using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>What the stock client does to stacks beyond making, changing and deleting them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StackLifecycle
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private static StockClient Client => RunningHeat.Client;

    [Test]
    [Holds("stack snapshot create", "stack snapshot list", "stack snapshot show", "stack snapshot restore", "stack snapshot delete")]
    public async Task A_snapshot_is_taken_listed_shown_restored_and_deleted()
    {
        using var template = new TemplateFile("""
            resources:
              volume: { type: OS::Cinder::Volume, properties: { size: 1 } }
              text: { type: OS::Heat::Value, properties: { value: before } }
            outputs:
              text: { value: { get_attr: [text, value] } }
            """);
        using var changed = new TemplateFile("""
            resources:
              text: { type: OS::Heat::Value, properties: { value: after } }
            outputs:
              text: { value: { get_attr: [text, value] } }
            """);
        await using var stack = await LaunchedStack.CreateAsync(Client, template.Path);
        var taken = await Client.AskAsync("stack", "snapshot", "create", "--name", "first", stack.Name);
        var id = Text(taken["ID"] ?? taken["id"]);
        await UntilAsync(async () => Text((await Client.AskAsync("stack", "snapshot", "list", stack.Name)).AsArray().Single()!["status"]) == "COMPLETE");
        var shown = await Client.AskAsync("stack", "snapshot", "show", stack.Name, id);
        Assert.That(Text(shown["snapshot"]!["name"]), Is.EqualTo("first"));

        await stack.AskAsync("update", "-t", changed.Path, "--wait");
        Assert.That((await stack.PhysicalIdsAsync()).Keys, Is.EqualTo(new[] { "text" }));
        await Client.RunAsync("stack", "snapshot", "restore", stack.Name, id);
        await UntilAsync(async () => await stack.StatusAsync() == "RESTORE_COMPLETE");
        Assert.That((await stack.PhysicalIdsAsync()).Keys, Is.EquivalentTo(new[] { "text", "volume" }));
        Assert.That(Text((await stack.OutputsAsync())["text"]), Is.EqualTo("before"));

        await Client.RunAsync("stack", "snapshot", "delete", stack.Name, id);
        Assert.That((await Client.AskAsync("stack", "snapshot", "list", stack.Name)).AsArray(), Is.Empty);
    }

    [Test]
    [Holds("stack export", "stack abandon", "stack adopt")]
    public async Task An_abandoned_stack_leaves_what_it_made_to_the_one_that_adopts_it()
    {
        await using var first = await LaunchedStack.CreateAsync(Client, "templates/server-on-port.yaml", "--parameter", "name=foundling");
        var made = await first.PhysicalIdsAsync();
        var folder = Directory.CreateTempSubdirectory("heat-adopt-");
        try
        {
            var exported = Path.Combine(folder.FullName, "exported.json");
            var abandoned = Path.Combine(folder.FullName, "abandoned.json");
            await Client.RunAsync("stack", "export", "--output-file", exported, first.Name);
            await Client.RunAsync("stack", "abandon", "--output-file", abandoned, first.Name);
            var (told, left) = (JsonNode.Parse(await File.ReadAllTextAsync(exported))!, JsonNode.Parse(await File.ReadAllTextAsync(abandoned))!);
            Assert.That(Text(left["resources"]!["server"]!["resource_id"]), Is.EqualTo(made["server"]));
            Assert.That(Text(told["id"]), Is.EqualTo(Text(left["id"])));
            await UntilAsync(async () => (await Client.RunAsync("stack", "show", first.Name)).ExitCode != 0);
            Assert.That(Text((await Client.AskAsync("server", "show", made["server"]))["status"]), Is.EqualTo("ACTIVE"));

            await using var second = new LaunchedStack(Client, $"adopting-{Guid.NewGuid():N}");
            await Client.RunAsync("stack", "adopt", "--adopt-file", abandoned, "--wait", second.Name);
            Assert.That(await second.StatusAsync(), Is.EqualTo("ADOPT_COMPLETE"));
            Assert.That(await second.PhysicalIdsAsync(), Is.EquivalentTo(made));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    [Holds("stack resource mark unhealthy", "stack resource show")]
    public async Task A_resource_that_is_marked_unhealthy_is_replaced_by_the_next_update()
    {
        using var template = new TemplateFile("resources: { secret: { type: OS::Heat::RandomString } }");
        await using var stack = await LaunchedStack.CreateAsync(Client, template.Path);
        var before = (await stack.PhysicalIdsAsync())["secret"];
        await Client.RunAsync("stack", "resource", "mark", "unhealthy", stack.Name, "secret", "looks bad");
        var marked = await Client.AskAsync("stack", "resource", "show", stack.Name, "secret");
        Assert.That((Text(marked["resource_status"]), Text(marked["resource_status_reason"])), Is.EqualTo(("CHECK_FAILED", "looks bad")));
        await stack.AskAsync("update", "--existing", "--wait");
        Assert.That((await stack.PhysicalIdsAsync())["secret"], Is.Not.EqualTo(before));
    }

    [Test]
    [Holds("stack hook poll", "stack hook clear")]
    public async Task A_hook_is_found_and_cleared()
    {
        using var template = new TemplateFile("resources: { first: { type: OS::Heat::None }, second: { type: OS::Heat::None, depends_on: first } }");
        await using var stack = new LaunchedStack(Client, $"hooked-{Guid.NewGuid():N}");
        await Client.RunAsync("stack", "create", "-t", template.Path, "--pre-create", "second", stack.Name);
        await UntilAsync(async () => (await Client.RunAsync("stack", "hook", "poll", stack.Name)).Output.Contains("second", StringComparison.Ordinal));
        Assert.That(await stack.StatusAsync(), Is.EqualTo("CREATE_IN_PROGRESS"));
        await Client.RunAsync("stack", "hook", "clear", "--pre-create", stack.Name, "second");
        await UntilAsync(async () => await stack.StatusAsync() == "CREATE_COMPLETE");
        Assert.That((await Client.RunAsync("stack", "hook", "poll", stack.Name)).Output, Does.Not.Contain("second"));
    }

    [Test]
    [Holds("stack event list", "stack event show", "stack output list", "stack resource metadata", "stack file list")]
    public async Task Events_files_outputs_and_metadata_are_shown_one_by_one()
    {
        using var template = new TemplateFile("""
            resources:
              text: { type: OS::Heat::Value, properties: { value: hello }, metadata: { colour: red } }
            outputs:
              text: { description: The text., value: { get_attr: [text, value] } }
            """);
        await using var stack = await LaunchedStack.CreateAsync(Client, template.Path);
        var made = (await Client.AskAsync("stack", "event", "list", "--resource", "text", stack.Name)).AsArray().Last()!;
        var shown = await Client.AskAsync("stack", "event", "show", stack.Name, "text", Text(made["id"]));
        var outputs = await stack.AskAsync("output list");
        var metadata = await Client.AskAsync("stack", "resource", "metadata", stack.Name, "text");
        Assert.Multiple(() =>
        {
            Assert.That(Text(shown["resource_type"]), Is.EqualTo("OS::Heat::Value"));
            Assert.That(Text(outputs.AsArray().Single()!["output_key"]), Is.EqualTo("text"));
            Assert.That(Text(metadata["colour"]), Is.EqualTo("red"));
        });
        Assert.That((await Client.RunAsync("stack", "file", "list", stack.Name)).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_failure_deep_inside_is_listed_with_its_place()
    {
        var folder = Directory.CreateTempSubdirectory("heat-nested-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "inner.yaml"), "heat_template_version: 2021-04-16\nresources: { thing: { type: OS::Heat::TestResource, properties: { fail: true } } }\n");
            var outer = Path.Combine(folder.FullName, "outer.yaml");
            await File.WriteAllTextAsync(outer, "heat_template_version: 2021-04-16\nresources: { inner: { type: inner.yaml } }\n");
            await using var stack = new LaunchedStack(Client, $"nested-{Guid.NewGuid():N}");
            await Client.RunAsync("stack", "create", "-t", outer, "--wait", stack.Name);
            Assert.That(Text((await stack.AskAsync("show"))["stack_status_reason"]), Does.Contain("resources.inner.resources.thing: Test Resource failed"));
            var failures = await Client.RunAsync("stack", "failures", "list", stack.Name);
            Assert.That(failures.Output, Does.Contain("inner.thing").And.Contains("Test Resource failed"));
            // The client sends the templates that templates use as JSON, in one line.
            Assert.That(failures.Output, Does.Match(@"inner\.yaml:1:\d+\)"), "the place in the template");
            Assert.That(Text((await stack.AskAsync("show"))["stack_status_reason"]), Does.Match(@"inner\.yaml:1:\d+\)"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task What_was_deleted_behind_the_stacks_back_is_made_anew_by_an_update_that_looks()
    {
        await using var stack = await LaunchedStack.CreateAsync(Client, "templates/server-on-port.yaml", "--parameter", "name=restored");
        var before = (await stack.PhysicalIdsAsync())["server"];
        await Client.RunAsync("server", "delete", "--wait", before);
        await stack.AskAsync("update", "--existing", "--converge", "--wait");
        var after = (await stack.PhysicalIdsAsync())["server"];
        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That(Text((await Client.AskAsync("server", "show", after))["status"]), Is.EqualTo("ACTIVE"));
    }

    [Test]
    [Holds("orchestration service list")]
    public async Task Administrators_see_the_processes_that_carry_operations()
    {
        var services = (await RunningHeat.Administrator.AskAsync("orchestration", "service", "list")).AsArray();
        Assert.That(services.Select(service => (Text(service!["Binary"]), Text(service["Status"]))), Does.Contain(("heat-engine", "up")));
        Assert.That(await Client.ComplaintAsync("orchestration", "service", "list"), Does.Contain("service:index"));
    }

    [Test]
    [Holds("stack resource signal")]
    public async Task A_signal_brings_a_waiting_stack_to_its_end()
    {
        using var template = new TemplateFile("""
            resources:
              handle: { type: OS::Heat::WaitConditionHandle }
              condition: { type: OS::Heat::WaitCondition, properties: { handle: { get_resource: handle }, timeout: 300 } }
            outputs:
              said: { value: { get_attr: [condition, data] } }
            """);
        await using var stack = new LaunchedStack(Client, $"waiting-{Guid.NewGuid():N}");
        await Client.DoAsync("stack", "create", "-t", template.Path, stack.Name);
        await UntilAsync(async () => (await Client.RunAsync("stack", "resource", "signal", "--data", """{"id": "one", "data": "ready"}""", stack.Name, "handle")).ExitCode == 0);
        await UntilAsync(async () => await stack.StatusAsync() == "CREATE_COMPLETE");
        Assert.That(Text((await stack.OutputsAsync())["said"]), Does.Contain("ready"));
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!await isSo())
        {
            Assert.That(patience.IsCancellationRequested, Is.False, "It took too long.");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
