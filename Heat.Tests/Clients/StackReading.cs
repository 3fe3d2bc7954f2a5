using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>Everything that the stock client shows of a stack, on one that stays as it is.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StackReading
{
    private LaunchedStack _stack = null!;

    [OneTimeSetUp]
    public async Task LaunchAsync() =>
        _stack = await LaunchedStack.CreateAsync(RunningHeat.Client, "templates/hello-server.yaml", "--parameter", "key_name=demo-key", "--parameter", "flavor=m1.nano", "--tags", "demo,first");

    [OneTimeTearDown]
    public async Task DeleteAsync() => await _stack.DisposeAsync();

    [Test]
    [Holds("stack list")]
    public async Task It_is_listed()
    {
        var stacks = await RunningHeat.Client.AskAsync("stack", "list", "--tags", "first");
        var listed = stacks.AsArray().Single(stack => stack!["Stack Name"]!.GetValue<string>() == _stack.Name)!;
        Assert.That(listed["Stack Status"]!.GetValue<string>(), Is.EqualTo("CREATE_COMPLETE"));
    }

    [Test]
    public async Task It_is_shown_with_its_parameters_and_outputs()
    {
        var stack = await _stack.AskAsync("show");
        Assert.Multiple(() =>
        {
            Assert.That(stack["description"]!.GetValue<string>(), Is.EqualTo("A single server on an existing network."));
            Assert.That(stack["parameters"]!["flavor"]!.GetValue<string>(), Is.EqualTo("m1.nano"));
            Assert.That(stack["parameters"]!["OS::stack_name"]!.GetValue<string>(), Is.EqualTo(_stack.Name));
            Assert.That(stack["outputs"]!.AsArray().Select(output => output!["output_key"]!.GetValue<string>()), Is.EquivalentTo(new[] { "server_id", "server_name", "private_ip" }));
        });
    }

    [Test]
    public async Task Its_resources_are_what_the_cloud_has()
    {
        var resource = (await _stack.AskAsync("resource list", "-n", "5")).AsArray().Single()!;
        Assert.That(resource["resource_type"]!.GetValue<string>(), Is.EqualTo("OS::Nova::Server"));
        var server = await RunningHeat.Client.AskAsync("server", "show", resource["physical_resource_id"]!.GetValue<string>());
        Assert.That(server["status"]!.GetValue<string>(), Is.EqualTo("ACTIVE"));
        var shown = await RunningHeat.Client.AskAsync("stack", "resource", "show", _stack.Name, "server");
        Assert.That(shown["attributes"]!["name"]!.GetValue<string>(), Is.EqualTo($"{_stack.Name}-server"));
    }

    [Test]
    public async Task Its_events_tell_what_happened()
    {
        var events = (await _stack.AskAsync("event list", "--nested-depth", "2")).AsArray();
        Assert.That(
            events.Select(@event => @event!["resource_status"]!.GetValue<string>()),
            Is.EqualTo(new[] { "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_COMPLETE" }));
    }

    [Test]
    public async Task Its_outputs_have_values()
    {
        var outputs = await _stack.OutputsAsync();
        Assert.That(outputs["server_name"]!.GetValue<string>(), Is.EqualTo($"{_stack.Name}-server"));
        Assert.That(outputs["private_ip"]!.GetValue<string>(), Does.StartWith("10.0."));
    }

    [Test]
    [Holds("stack template show", "stack environment show")]
    public async Task Its_template_and_environment_come_back()
    {
        var template = await _stack.AskAsync("template show");
        Assert.That(template["resources"]!["server"]!["type"]!.GetValue<string>(), Is.EqualTo("OS::Nova::Server"));
        var environment = await _stack.AskAsync("environment show");
        Assert.That(environment["parameters"]!["flavor"]!.GetValue<string>(), Is.EqualTo("m1.nano"));
    }
}
