using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>What the stock client does to stacks.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StackActions
{
    private const string FirstChapter = "templates/update-story-1.yaml";
    private const string SecondChapter = "templates/update-story-2.yaml";

    [Test]
    [Holds("stack create", "stack update", "stack output show", "stack resource list")]
    public async Task An_update_changes_in_place_what_it_can_and_replaces_the_rest()
    {
        await using var stack = await LaunchedStack.CreateAsync(RunningHeat.Client, FirstChapter);
        var (before, firstToken) = (await stack.PhysicalIdsAsync(), (await stack.OutputsAsync())["token"]!.GetValue<string>());

        var preview = await stack.AskAsync("update", "-t", SecondChapter, "--dry-run");
        Assert.Multiple(() =>
        {
            Assert.That(Names(preview["updated"]!), Is.EqualTo(new[] { "server" }));
            Assert.That(Names(preview["replaced"]!), Is.EqualTo(new[] { "token" }));
            Assert.That(Names(preview["unchanged"]!), Is.EqualTo(new[] { "port" }));
        });

        await stack.AskAsync("update", "-t", SecondChapter, "--wait");
        var (after, outputs) = (await stack.PhysicalIdsAsync(), await stack.OutputsAsync());
        var server = await RunningHeat.Client.AskAsync("server", "show", after["server"]);
        Assert.Multiple(() =>
        {
            Assert.That(after["server"], Is.EqualTo(before["server"]));
            Assert.That(after["port"], Is.EqualTo(before["port"]));
            Assert.That(server["flavor"]!.ToString(), Does.Contain("m1.tiny"));
            Assert.That(outputs["chapter"]!.GetValue<string>(), Is.EqualTo("two"));
            Assert.That(outputs["token"]!.GetValue<string>(), Has.Length.EqualTo(24).And.Not.StartsWith(firstToken));
        });
    }

    [Test]
    public async Task An_update_of_the_existing_keeps_template_and_other_parameters()
    {
        using var template = new TemplateFile("""
            parameters:
              first: { type: string }
              second: { type: string }
            resources:
              both: { type: OS::Heat::Value, properties: { value: { list_join: [' ', [{ get_param: first }, { get_param: second }]] } } }
            outputs:
              both: { value: { get_attr: [both, value] } }
            """);
        await using var stack = await LaunchedStack.CreateAsync(RunningHeat.Client, template.Path, "--parameter", "first=good", "--parameter", "second=morning");
        await stack.AskAsync("update", "--existing", "--parameter", "second=evening", "--wait");
        Assert.That((await stack.OutputsAsync())["both"]!.GetValue<string>(), Is.EqualTo("good evening"));
        var unchanged = await stack.AskAsync("update", "--existing", "--wait");
        Assert.That(unchanged["stack_status_reason"]!.GetValue<string>(), Is.EqualTo("Stack UPDATE completed successfully: no resource had to be changed"));
    }

    [Test]
    public async Task A_preview_of_a_creation_makes_nothing()
    {
        var preview = await RunningHeat.Client.AskAsync("stack", "create", "-t", "templates/hello-server.yaml", "--dry-run", "only-thought-of");
        Assert.That(Names(preview["resources"]!), Is.EqualTo(new[] { "server" }));
        Assert.That(await RunningHeat.Client.ComplaintAsync("stack", "show", "only-thought-of"), Does.Contain("Stack not found"));
    }

    [Test]
    [Holds("stack suspend", "stack resume", "stack check", "stack show")]
    public async Task A_stack_is_suspended_resumed_and_checked()
    {
        await using var stack = await LaunchedStack.CreateAsync(RunningHeat.Client, "templates/server-on-port.yaml", "--parameter", "name=sleeper");
        var server = (await stack.PhysicalIdsAsync())["server"];
        foreach (var (action, stackStatus, serverStatus) in new[] { ("suspend", "SUSPEND_COMPLETE", "SUSPENDED"), ("resume", "RESUME_COMPLETE", "ACTIVE"), ("check", "CHECK_COMPLETE", "ACTIVE") })
        {
            await stack.AskAsync(action, "--wait");
            Assert.That(await stack.StatusAsync(), Is.EqualTo(stackStatus));
            Assert.That((await RunningHeat.Client.AskAsync("server", "show", server))["status"]!.GetValue<string>(), Is.EqualTo(serverStatus));
        }
    }

    [Test]
    public async Task A_check_finds_what_was_deleted_behind_the_stacks_back()
    {
        await using var stack = await LaunchedStack.CreateAsync(RunningHeat.Client, "templates/server-on-port.yaml", "--parameter", "name=lost");
        await RunningHeat.Client.RunAsync("server", "delete", "--wait", (await stack.PhysicalIdsAsync())["server"]);
        await RunningHeat.Client.RunAsync("stack", "check", "--wait", stack.Name);
        Assert.That(await stack.StatusAsync(), Is.EqualTo("CHECK_FAILED"));
    }

    // Without a rollback, a step that has begun may finish.
    [TestCase("ROLLBACK_COMPLETE", 600)]
    [TestCase("UPDATE_FAILED", 15, "--no-rollback")]
    [Holds("stack cancel")]
    public async Task An_update_that_takes_too_long_is_cancelled(string status, int seconds, params string[] options)
    {
        using var quick = new TemplateFile("resources: { thing: { type: OS::Heat::TestResource, properties: { value: a } } }");
        using var slow = new TemplateFile($$"""resources: { thing: { type: OS::Heat::TestResource, properties: { value: b, action_wait_secs: { update: {{seconds}} } } } }""");
        await using var stack = await LaunchedStack.CreateAsync(RunningHeat.Client, quick.Path);
        await stack.AskAsync("update", "-t", slow.Path);
        Assert.That(await stack.StatusAsync(), Is.EqualTo("UPDATE_IN_PROGRESS"));
        await RunningHeat.Client.DoAsync(["stack", "cancel", .. options, stack.Name]);
        await stack.ComesToRestAsync(status);
    }

    [Test]
    [Holds("stack failures list")]
    public async Task Failures_are_listed_with_their_reason()
    {
        using var template = new TemplateFile("resources: { thing: { type: OS::Heat::TestResource, properties: { fail: true } } }");
        await using var stack = new LaunchedStack(RunningHeat.Client, $"failing-{Guid.NewGuid():N}");
        Assert.That(await RunningHeat.Client.ComplaintAsync("stack", "create", "-t", template.Path, "--wait", stack.Name), Does.Contain("CREATE_FAILED"));
        var failures = await RunningHeat.Client.RunAsync("stack", "failures", "list", stack.Name);
        Assert.That(failures.Output, Does.Contain("OS::Heat::TestResource").And.Contains("CREATE_FAILED").And.Contains("Test Resource failed"));
    }

    [Test]
    [Holds("stack delete")]
    public async Task A_deleted_stack_is_gone_and_so_is_what_it_made()
    {
        await using var stack = await LaunchedStack.CreateAsync(RunningHeat.Client, "templates/server-on-port.yaml", "--parameter", "name=passing");
        var made = await stack.PhysicalIdsAsync();
        await stack.DeleteAsync();
        Assert.That(await RunningHeat.Client.ComplaintAsync("stack", "show", stack.Name), Does.Contain("Stack not found"));
        Assert.That(await RunningHeat.Client.ComplaintAsync("server", "show", made["server"]), Does.Contain("No server"));
        Assert.That(await RunningHeat.Client.ComplaintAsync("port", "show", made["port"]), Does.Contain("No Port found"));
    }

    // The client writes nested lists as texts that hold JSON.
    private static IEnumerable<string> Names(JsonNode resources) =>
        (resources is JsonArray list ? list : JsonNode.Parse(resources.GetValue<string>())!.AsArray()).Select(resource => resource!["resource_name"]!.GetValue<string>());
}
