using System.Diagnostics;
using System.Text;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Signals;

/// <summary>Wait conditions of both dialects on a running server, signalled the ways that instances do.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class WaitConditions() : SignalBenchFixture(("Heat:Engine:LongestPollMilliseconds", "60000"), ("Heat:Engine:FirstPollMilliseconds", "60000"))
{
    [Test]
    public async Task A_signal_wakes_the_condition_at_once()
    {
        var stack = await BeginAsync("{signal_transport: HEAT_SIGNAL}", "timeout: 50");
        var waited = Stopwatch.StartNew();
        await Bench.SignalAsync(stack, "h", MapValue.Of(("data", "here")));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
        // The next look would have come after a minute.
        Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromSeconds(45)));
        Assert.That(await Bench.OutputAsync(stack, "data"), Is.EqualTo((Value)"{\"1\": \"here\"}"));
    }

    [Test]
    public async Task Signals_at_the_same_time_all_count()
    {
        var stack = await BeginAsync("{signal_transport: HEAT_SIGNAL}", "timeout: 50, count: 20");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Bench.SignalAsync(stack, "h", MapValue.Of(("id", $"n{number}")))));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
        Assert.That(((MapValue)await Bench.ReadAsync($"{stack}/resources/h/metadata", "metadata")).Count, Is.EqualTo(20));
    }

    [Test]
    public async Task A_failure_fails_the_condition_with_its_reason()
    {
        var stack = await BeginAsync("{signal_transport: HEAT_SIGNAL}", "timeout: 50");
        await Bench.SignalAsync(stack, "h", MapValue.Of(("status", "FAILURE"), ("reason", "it broke")));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_FAILED"));
        Assert.That(await Bench.ReadAsync(stack, "stack.stack_status_reason"), Is.EqualTo((Value)"Resource CREATE failed: WaitConditionFailure: resources.w: it broke"));
    }

    [Test]
    public async Task The_token_of_a_handle_signals_it_and_reads_nothing_else()
    {
        var stack = await BeginAsync("{}", "timeout: 50");
        var attributes = await AttributesAsync(stack, "h");
        var (token, endpoint) = (attributes.Get("token").AsText()!, attributes.Get("endpoint").AsText()!);
        Assert.That(await CallAsync("GET", endpoint[..^"/signal".Length] + "/metadata", token), Is.EqualTo(403));
        Assert.That(await CallAsync("GET", endpoint.Replace("/h/signal", "/w/metadata", StringComparison.Ordinal), token), Is.EqualTo(403));
        Assert.That(await CallAsync("GET", endpoint.Split("/resources/")[0], token), Is.EqualTo(403));
        Assert.That(await CallAsync("POST", endpoint, token, "{\"status\": \"SUCCESS\"}"), Is.EqualTo(200));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
    }

    [Test]
    public async Task A_signed_address_signals_without_a_token_and_only_as_it_was_signed()
    {
        var stack = await Bench.BeginAsync("{h: {type: 'AWS::CloudFormation::WaitConditionHandle'}, w: {type: 'AWS::CloudFormation::WaitCondition', properties: {Handle: {get_resource: h}, Timeout: 50}}}", "{url: {value: {get_resource: h}}}");
        await Bench.UntilAsync($"{stack}/resources/w", "resource.resource_status", status => status == "CREATE_IN_PROGRESS");
        var address = (await Bench.OutputAsync(stack, "url")).AsText()!;
        const string signal = """{"Status": "SUCCESS", "Reason": "done", "UniqueId": "1", "Data": ""}""";
        Assert.That(await CallAsync("POST", address.Replace("waitcondition", "signal", StringComparison.Ordinal), null, signal), Is.EqualTo(403));
        Assert.That(await CallAsync("PUT", address.Replace("resources/h", "resources/w", StringComparison.Ordinal), null, signal), Is.EqualTo(403));
        Assert.That(await CallAsync("PUT", address, null, """{"Status": "SUCCESS"}"""), Is.EqualTo(500));
        Assert.That(await CallAsync("PUT", address, null, signal), Is.EqualTo(200));
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
    }

    [Test]
    public async Task The_users_of_a_stack_go_with_it()
    {
        var stack = await Bench.MakeAsync("{h: {type: 'OS::Heat::WaitConditionHandle'}}");
        var token = (await AttributesAsync(stack, "h")).Get("token").AsText()!;
        var endpoint = $"{Bench.Server.CloudAddress}/identity/v3/auth/projects";
        Assert.That(await CallAsync("GET", endpoint, token), Is.EqualTo(200));
        await Bench.Client.CallAsync("DELETE", stack);
        await Bench.EndAsync(stack);
        Assert.That(await CallAsync("GET", endpoint, token), Is.EqualTo(401));
    }

    private async Task<string> BeginAsync(string handle, string condition)
    {
        var stack = await Bench.BeginAsync(
            $"{{h: {{type: 'OS::Heat::WaitConditionHandle', properties: {handle}}}, w: {{type: 'OS::Heat::WaitCondition', properties: {{handle: {{get_resource: h}}, {condition}}}}}}}",
            "{data: {value: {get_attr: [w, data]}}}");
        await Bench.UntilAsync($"{stack}/resources/w", "resource.resource_status", status => status == "CREATE_IN_PROGRESS");
        return stack;
    }

    private async Task<MapValue> AttributesAsync(string stack, string resource) => (MapValue)await Bench.ReadAsync($"{stack}/resources/{resource}", "resource.attributes");

    private static async Task<int> CallAsync(string method, string address, string? token, string? body = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (token is not null)
            request.Headers.Add("X-Auth-Token", token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    [Test]
    public async Task A_handle_that_needs_no_signal_is_waited_for_by_nobody()
    {
        var stack = await Bench.MakeAsync(
            "{h: {type: 'OS::Heat::WaitConditionHandle', properties: {signal_transport: NO_SIGNAL}}, w: {type: 'OS::Heat::WaitCondition', properties: {handle: {get_resource: h}, count: 2, timeout: 120}}}",
            "{signal: {value: {get_attr: [h, signal]}}, data: {value: {get_attr: [w, data]}}}");
        Assert.That(await Bench.OutputAsync(stack, "signal"), Is.EqualTo((Value)"{}"));
        Assert.That(await Bench.OutputAsync(stack, "data"), Is.EqualTo((Value)"{\"1\": null, \"2\": null}"));
    }

    [Test]
    public async Task A_handle_tells_how_to_signal_it_with_a_password()
    {
        var (stack, signal) = await Bench.BeginWaitingAsync("HEAT_SIGNAL");
        using var instance = await Bench.LogInAsync(signal.Get("user_id"), signal.Get("password"), signal.Get("project_id"));
        var address = signal.Get("alarm_url").AsText()!;
        var answer = await instance.CallAsync("POST", address[address.IndexOf("/stacks/", StringComparison.Ordinal)..], MapValue.Of(("status", "SUCCESS")));
        Assert.That((answer.Status, await Bench.EndAsync(stack)), Is.EqualTo((200, "CREATE_COMPLETE")), address);
    }
}
