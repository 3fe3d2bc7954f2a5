using Heat.Core.Values;
using Heat.Server.LocalCloud.Messaging;
using Heat.Server.LocalCloud.Store;
using Heat.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Heat.Tests.Signals;

/// <summary>Signals and deployments that go through message queues.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class QueueSignals : SignalBenchFixture
{
    [Test]
    public async Task A_wait_condition_counts_the_messages_in_its_handles_queue()
    {
        var (stack, signal) = await Bench.BeginWaitingAsync("ZAQAR_SIGNAL", 2);
        using var instance = await Bench.LogInAsync(signal.Get("user_id"), signal.Get("password"), signal.Get("project_id"));
        var queue = signal.Get("queue_id").AsText()!;
        await CloudQueues.PostAsync(Bench.Server.CloudAddress, instance.Token, queue, MapValue.Of(("data", "one")));
        await CloudQueues.PostAsync(Bench.Server.CloudAddress, instance.Token, queue, MapValue.Of(("data", "two"), ("id", "x")));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
        Assert.That(ValueJson.Parse((await Bench.OutputAsync(stack, "data")).AsText()!), Is.EqualTo(ValueJson.Parse("""{"1": "one", "x": "two"}""")));
        Assert.That(await CloudQueues.MessagesAsync(Bench.Server.CloudAddress, instance.Token, queue), Is.Empty);
        Assert.That(IsThere(instance.Project, queue), Is.True);
        await DeleteAsync(stack);
        Assert.That(IsThere(instance.Project, queue), Is.False);
    }

    [Test]
    public async Task A_message_of_failure_fails_the_wait_condition()
    {
        var (stack, signal) = await Bench.BeginWaitingAsync("ZAQAR_SIGNAL");
        using var instance = await Bench.LogInAsync(signal.Get("user_id"), signal.Get("password"), signal.Get("project_id"));
        await CloudQueues.PostAsync(Bench.Server.CloudAddress, instance.Token, signal.Get("queue_id").AsText()!, MapValue.Of(("status", "FAILURE"), ("reason", "broken")));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_FAILED"));
        Assert.That((await Bench.ReadAsync(stack, "stack.stack_status_reason")).AsText(), Does.EndWith("WaitConditionFailure: resources.w: broken"));
    }

    [TestCase("""{"deploy_status_code": 0, "deploy_stdout": "posted"}""", "CREATE_COMPLETE")]
    [TestCase("""{"deploy_status_code": 3}""", "CREATE_FAILED")]
    public async Task A_server_finds_deployments_in_a_queue_and_reports_to_another(string report, string outcome)
    {
        var stack = await Bench.BeginAsync("""
            {s: {type: 'OS::Heat::DeployedServer', properties: {software_config_transport: ZAQAR_MESSAGE}}, c: {type: 'OS::Heat::SoftwareConfig', properties: {group: script, config: run}},
             d: {type: 'OS::Heat::SoftwareDeployment', properties: {server: {get_resource: s}, config: {get_resource: c}, signal_transport: ZAQAR_SIGNAL}}}
            """.ReplaceLineEndings(" "), "{occ: {value: {get_attr: [s, os_collect_config]}}}");
        await Bench.UntilAsync($"{stack}/resources/s/metadata", "metadata.deployments.0.name", name => name != "None");
        var told = (MapValue)((MapValue)await Bench.OutputAsync(stack, "occ")).Get("zaqar");
        using var instance = await Bench.LogInAsync(told.Get("user_id"), told.Get("password"), told.Get("project_id"));
        var queue = told.Get("queue_id").AsText()!;
        var metadata = (MapValue)(await CloudQueues.MessagesAsync(Bench.Server.CloudAddress, instance.Token, queue))[^1];
        var inputs = metadata.Get("deployments").Maps().Single().Get("inputs").Maps().ToDictionary(input => input.Get("name").AsText()!, input => input.Get("value"));
        Assert.That(inputs["deploy_signal_transport"], Is.EqualTo((Value)"ZAQAR_SIGNAL"));

        using var reporter = await Bench.LogInAsync(inputs["deploy_user_id"], inputs["deploy_password"], inputs["deploy_project_id"]);
        await CloudQueues.PostAsync(Bench.Server.CloudAddress, reporter.Token, inputs["deploy_queue_id"].AsText()!, (MapValue)ValueJson.Parse(report));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo(outcome));
        await DeleteAsync(stack);
        Assert.That((IsThere(instance.Project, queue), IsThere(instance.Project, inputs["deploy_queue_id"].AsText()!)), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task A_suspended_stack_leaves_no_queues_either()
    {
        var stack = await Bench.MakeAsync("{h: {type: 'OS::Heat::WaitConditionHandle', properties: {signal_transport: ZAQAR_SIGNAL}}, s: {type: 'OS::Heat::DeployedServer', properties: {software_config_transport: ZAQAR_MESSAGE}}}");
        await Bench.Client.CallAsync("POST", $"{stack}/actions", MapValue.Of(("suspend", Value.Null)));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("SUSPEND_COMPLETE"));
        await DeleteAsync(stack);
        Assert.That(Queues.Where(queue => queue.Name.StartsWith($"{stack.Split('/')[2]}-", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_configuration_whose_deployment_never_came_about_goes_with_the_stack()
    {
        var policy = Path.GetTempFileName();
        await File.WriteAllTextAsync(policy, """{"software_deployments:create": "!"}""");
        await using var bench = await SignalBench.StartAsync(("Heat:Policy:File", policy));
        var stack = await bench.BeginAsync("""
            {s: {type: 'OS::Heat::DeployedServer'}, c: {type: 'OS::Heat::SoftwareConfig', properties: {config: run}},
             d: {type: 'OS::Heat::SoftwareDeployment', properties: {server: {get_resource: s}, config: {get_resource: c}, name: derived}}}
            """.ReplaceLineEndings(" "));
        Assert.That(await bench.EndAsync(stack), Is.EqualTo("CREATE_FAILED"));
        var made = (await bench.ReadAsync("/software_configs", "software_configs")).Maps().Select(config => config.Get("name").AsText());
        Assert.That(made, Has.Some.EqualTo("derived"));
        await bench.Client.CallAsync("DELETE", stack);
        Assert.That(await bench.EndAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
        Assert.That(await bench.ReadAsync("/software_configs", "software_configs"), Is.EqualTo((Value)ListValue.Empty));
        File.Delete(policy);
    }

    private IReadOnlyList<MessageQueue> Queues => Bench.Server.Services.GetRequiredService<LocalCloudState>().Messaging.Queues.All;

    private bool IsThere(string project, string queue) => Queues.Any(each => each.Project == project && each.Name == queue);

    private static readonly string[] s_transports = ["POLL_SERVER_CFN", "POLL_SERVER_HEAT", "POLL_TEMP_URL", "ZAQAR_MESSAGE"];

    private static IEnumerable<TestCaseData> Changes() =>
        from before in s_transports
        from after in s_transports
        where before != after
        from type in new[] { "OS::Heat::DeployedServer", "OS::Nova::Server" }
        select new TestCaseData(type, before, after);

    [TestCaseSource(nameof(Changes))]
    public async Task A_server_that_is_told_of_another_transport_has_what_that_needs_and_no_more(string type, string before, string after)
    {
        var stack = await Bench.MakeOfAsync(Server(type, before));
        var old = await KeptAsync(stack);
        await Bench.UpdateToAsync(stack, Server(type, after));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("UPDATE_COMPLETE"));
        var present = await KeptAsync(stack);
        Assert.Multiple(() =>
        {
            Assert.That(old.Collector, Is.EqualTo(Collector(before)));
            Assert.That(present.Collector, Is.EqualTo(Collector(after)));
            Assert.That(present.Queues, Is.EqualTo(after == "ZAQAR_MESSAGE" ? 1 : 0));
            Assert.That(present.Containers, Is.EqualTo(after == "POLL_TEMP_URL" ? 1 : 0));
        });
        await DeleteAsync(stack);
        Assert.That((await KeptAsync(stack)).Containers, Is.Zero);
    }

    private static string Server(string type, string transport) => SignalBench.Template(
        $"{{s: {{type: '{type}', properties: {{software_config_transport: {transport}{(type == "OS::Nova::Server" ? ", image: cirros, flavor: m1.nano, user_data_format: SOFTWARE_CONFIG, networks: [{network: private}]" : "")}}}}}}}");

    private static string Collector(string transport) => transport switch
    {
        "POLL_SERVER_CFN" => "cfn",
        "POLL_SERVER_HEAT" => "heat",
        "POLL_TEMP_URL" => "request",
        _ => "zaqar",
    };

    /// <summary>How the server of a stack is told to ask, and what is kept elsewhere for it.</summary>
    private async Task<(string? Collector, int Queues, int Containers)> KeptAsync(string stack)
    {
        var configuration = (await Bench.ReadAsync($"{stack}/resources/s/metadata", "metadata.os-collect-config")).AsMap() ?? MapValue.Empty;
        // What other ways were told of is null by now.
        var collector = configuration.FirstOrDefault(entry => entry.Value is MapValue settings && settings.Values.Any(setting => !setting.IsNull)).Key;
        var name = stack.Split('/')[2];
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Auth-Token", Bench.Client.Token);
        var containers = (await http.GetStringAsync($"{Bench.Server.CloudAddress}/object-store/v1/AUTH_{Bench.Client.Project}")).Split('\n').Count(line => line.StartsWith($"{name}-", StringComparison.Ordinal));
        if (configuration.Get("zaqar").AsMap() is not { } zaqar || zaqar.Get("queue_id").IsNull)
            return (collector, 0, containers);
        using var instance = await Bench.LogInAsync(zaqar.Get("user_id"), zaqar.Get("password"), zaqar.Get("project_id"));
        return (collector, (await CloudQueues.NamesAsync(Bench.Server.CloudAddress, instance.Token)).Count, containers);
    }

    private async Task DeleteAsync(string stack)
    {
        await Bench.Client.CallAsync("DELETE", stack);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
    }
}
