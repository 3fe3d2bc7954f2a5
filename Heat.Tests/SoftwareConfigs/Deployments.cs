using Heat.Core.Values;
using Heat.Tests.Hosting;
using Heat.Tests.Signals;
using NUnit.Framework;

namespace Heat.Tests.SoftwareConfigs;

/// <summary>Deployments on a running server: what an agent in an instance sees and reports.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class Deployments : SignalBenchFixture
{
    [Test]
    public async Task A_deployment_waits_for_the_report_of_the_server()
    {
        var stack = await BeginAsync("OS::Heat::SoftwareDeployment", "{group: script, config: run, inputs: [{name: a, default: x}], outputs: [{name: o}]}", "input_values: {b: y}");
        var deployed = await DeployedAsync(stack);
        Assert.That(ValueOf(deployed, "a"), Is.EqualTo((Value)"x"));
        Assert.That(ValueOf(deployed, "b"), Is.EqualTo((Value)"y"));
        Assert.That(ValueOf(deployed, "deploy_action"), Is.EqualTo((Value)"CREATE"));
        Assert.That(ValueOf(deployed, "deploy_signal_verb"), Is.EqualTo((Value)"POST"));

        await ReportAsync(ValueOf(deployed, "deploy_signal_id").AsText()!, """{"deploy_status_code": 0, "o": "made", "deploy_stdout": "hello"}""");
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
        Assert.That(await Bench.OutputAsync(stack, "o"), Is.EqualTo((Value)"made"));
        Assert.That(await Bench.OutputAsync(stack, "out"), Is.EqualTo((Value)"hello"));
        Assert.That(await Bench.EventsAsync(stack, "d"), Has.Some.StartsWith("SIGNAL_IN_PROGRESS: Signal: deployment ").And.Some.EndsWith(" succeeded"));
    }

    [Test]
    public async Task A_report_of_failure_fails_the_deployment()
    {
        var stack = await BeginAsync("OS::Heat::SoftwareDeployment", "{group: script, config: run}", "name: n");
        await ReportAsync(ValueOf(await DeployedAsync(stack), "deploy_signal_id").AsText()!, """{"deploy_status_code": 7}""");
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_FAILED"));
        Assert.That(
            await Bench.ReadAsync(stack, "stack.stack_status_reason"),
            Is.EqualTo((Value)"Resource CREATE failed: Error: resources.d: Deployment to server failed: deploy_status_code : Deployment exited with non-zero status code: 7"));
    }

    [Test]
    public async Task Nobody_waits_for_a_server_that_does_not_report_and_deletion_leaves_nothing()
    {
        var stack = await Bench.MakeAsync(Resources("OS::Heat::SoftwareDeployment", "{config: run}", "signal_transport: NO_SIGNAL"));
        var server = (await Bench.ReadAsync($"{stack}/resources/s", "resource.physical_resource_id")).AsText()!;
        Assert.That(await Bench.ReadAsync($"/software_deployments?server_id={server}", "software_deployments.0.status"), Is.EqualTo((Value)"COMPLETE"));
        await Bench.Client.CallAsync("DELETE", stack);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
        Assert.That(await Bench.ReadAsync($"/software_deployments?server_id={server}", "software_deployments"), Is.EqualTo((Value)ListValue.Empty));
    }

    [TestCase("""{"deploy_status_code": 0, "deploy_stdout": "written"}""", "CREATE_COMPLETE", "Outputs received")]
    [TestCase("""{"deploy_status_code": 3}""", "CREATE_FAILED", "deploy_status_code : Deployment exited with non-zero status code: 3")]
    [TestCase("no JSON", "CREATE_FAILED", "What the server reported is no JSON object.")]
    public async Task A_report_that_is_written_to_a_temporary_address_arrives(string report, string outcome, string reason)
    {
        var stack = await BeginAsync("OS::Heat::SoftwareDeployment", "{group: script, config: run}", "signal_transport: TEMP_URL_SIGNAL");
        var deployed = await DeployedAsync(stack);
        Assert.That(ValueOf(deployed, "deploy_signal_verb"), Is.EqualTo((Value)"PUT"));
        await PutAsync(ValueOf(deployed, "deploy_signal_id").AsText()!, report);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo(outcome));
        var deployment = (await Bench.ReadAsync($"{stack}/resources/d", "resource.physical_resource_id")).AsText();
        Assert.That(await Bench.ReadAsync($"/software_deployments/{deployment}", "software_deployment.status_reason"), Is.EqualTo((Value)reason));
        await Bench.Client.CallAsync("DELETE", stack);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
    }

    [Test]
    public async Task A_server_that_reads_a_temporary_address_finds_its_deployments_there()
    {
        var stack = await Bench.MakeAsync("""
            {c: {type: 'OS::Heat::SoftwareConfig', properties: {config: run}}, s: {type: 'OS::Heat::DeployedServer', properties: {software_config_transport: POLL_TEMP_URL}},
             d: {type: 'OS::Heat::SoftwareDeployment', properties: {config: {get_resource: c}, server: {get_resource: s}, name: first, signal_transport: NO_SIGNAL}}}
            """.ReplaceLineEndings(" "));
        var address = (await Bench.ReadAsync($"{stack}/resources/s/metadata", "metadata.os-collect-config.request.metadata_url")).AsText()!;
        Assert.That(ApiAnswer.Dig(ValueJson.Parse(await GetAsync(address)), "deployments.0.name"), Is.EqualTo((Value)"first"));
        await Bench.Client.CallAsync("DELETE", stack);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(address));
    }

    [Test]
    public async Task A_server_is_told_of_another_way_to_ask_for_its_deployments()
    {
        var stack = await Bench.MakeAsync("{s: {type: 'OS::Heat::DeployedServer', properties: {software_config_transport: POLL_SERVER_CFN}}}");
        var template = ValueJson.Parse("""{"heat_template_version": "2018-08-31", "resources": {"s": {"type": "OS::Heat::DeployedServer", "properties": {"software_config_transport": "POLL_SERVER_HEAT"}}}}""");
        await Bench.Client.CallAsync("PUT", stack, MapValue.Of(("template", template)));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("UPDATE_COMPLETE"));
        Assert.That(await Bench.ReadAsync($"{stack}/resources/s/metadata", "metadata.os-collect-config.heat.resource_name"), Is.EqualTo((Value)"s"));
        Assert.That(await Bench.ReadAsync($"{stack}/resources/s/metadata", "metadata.os-collect-config.cfn.path"), Is.EqualTo(Value.Null));
    }

    [Test]
    public async Task A_group_deploys_to_each_of_its_servers()
    {
        var stack = await Bench.MakeAsync("""
            {c: {type: 'OS::Heat::SoftwareConfig', properties: {config: run}},
             s: {type: 'OS::Heat::DeployedServer'}, t: {type: 'OS::Heat::DeployedServer'},
             g: {type: 'OS::Heat::SoftwareDeploymentGroup', properties: {config: {get_resource: c}, signal_transport: NO_SIGNAL, servers: {one: {get_resource: s}, two: {get_resource: t}}}}}
            """.ReplaceLineEndings(" "));
        Assert.That(((ListValue)await Bench.ReadAsync($"{stack}/resources/s/metadata", "metadata.deployments")).Count, Is.EqualTo(1));
        Assert.That(((ListValue)await Bench.ReadAsync($"{stack}/resources/t/metadata", "metadata.deployments")).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_server_is_told_how_to_ask_for_its_deployments()
    {
        var stack = await Bench.MakeAsync("{s: {type: 'OS::Heat::DeployedServer', properties: {software_config_transport: POLL_SERVER_HEAT}}, c: {type: 'OS::Heat::DeployedServer'}}");
        Assert.That(await Bench.ReadAsync($"{stack}/resources/s/metadata", "metadata.os-collect-config.heat.resource_name"), Is.EqualTo((Value)"s"));
        Assert.That(await Bench.ReadAsync($"{stack}/resources/c/metadata", "metadata.os-collect-config.cfn.path"), Is.EqualTo((Value)"c.Metadata"));
    }

    private static string Resources(string type, string config, string properties) =>
        $"{{s: {{type: 'OS::Heat::DeployedServer'}}, c: {{type: 'OS::Heat::SoftwareConfig', properties: {config}}}, d: {{type: '{type}', properties: {{server: {{get_resource: s}}, config: {{get_resource: c}}, {properties}}}}}}}";

    private Task<string> BeginAsync(string type, string config, string properties) =>
        Bench.BeginAsync(Resources(type, config, properties), "{o: {value: {get_attr: [d, o]}}, out: {value: {get_attr: [d, deploy_stdout]}}}");

    /// <summary>The configuration that the agent in the server finds.</summary>
    private async Task<MapValue> DeployedAsync(string stack)
    {
        await Bench.UntilAsync($"{stack}/resources/s/metadata", "metadata.deployments.0.name", name => name != "None");
        return (MapValue)await Bench.ReadAsync($"{stack}/resources/s/metadata", "metadata.deployments.0");
    }

    private static Value ValueOf(MapValue config, string input) =>
        config.Get("inputs").Maps().Single(each => each.Get("name") == input).Get("value");

    private static async Task PutAsync(string address, string content)
    {
        using var http = new HttpClient();
        using var body = new StringContent(content);
        using var answer = await http.PutAsync(address, body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string> GetAsync(string address)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(address));
    }

    private async Task ReportAsync(string address, string report)
    {
        var answer = await Bench.Client.CallAsync("POST", address, report);
        Assert.That(answer.Status, Is.EqualTo(200));
    }
}
