using System.Text;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Signals;

/// <summary>Signals that are written to the object store of a running server.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class SwiftSignals() : SignalBenchFixture(("Heat:Engine:LongestPollMilliseconds", "100"))
{
    [Test]
    public async Task Enough_signals_end_the_waiting()
    {
        var (stack, address) = await BeginAsync(count: 2);
        await WriteAsync(address, """{"id": "a", "data": 1}""", 201);
        await WriteAsync(address, "", 201);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
        Assert.That(await Bench.OutputAsync(stack, "data"), Is.EqualTo((Value)"{\"a\": 1, \"2\": null}"));
        await Bench.Client.CallAsync("DELETE", stack);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
        await WriteAsync(address, "", 404);
    }

    [Test]
    public async Task A_failure_ends_the_waiting_too()
    {
        var (stack, address) = await BeginAsync(count: 2);
        await WriteAsync(address, """{"status": "FAILURE", "reason": "broken"}""", 201);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_FAILED"));
        Assert.That(await Bench.ReadAsync(stack, "stack.stack_status_reason"), Is.EqualTo((Value)"Resource CREATE failed: SwiftSignalFailure: resources.w: broken"));
    }

    [Test]
    public async Task An_address_is_good_for_one_object_only()
    {
        var (_, address) = await BeginAsync(count: 1);
        await WriteAsync(address.Replace("?temp_url_sig=", "2?temp_url_sig=", StringComparison.Ordinal), "{}", 401);
    }

    [Test]
    public async Task A_wait_condition_counts_what_is_written_to_its_handles_address()
    {
        var (stack, signal) = await Bench.BeginWaitingAsync("TEMP_URL_SIGNAL", 3);
        var address = signal.Get("alarm_url").AsText()!;
        await WriteAsync(address, """{"id": "a", "data": 1}""", 201);
        await WriteAsync(address, "", 201);
        await Bench.UntilAsync($"{stack}/resources/h/metadata", "metadata", metadata => metadata.Contains("Signal 2 received", StringComparison.Ordinal));
        await WriteAsync(address, """{"id": "a", "data": 2}""", 201);
        await WriteAsync(address, "{}", 201);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("CREATE_COMPLETE"));
        Assert.That(ValueJson.Parse((await Bench.OutputAsync(stack, "data")).AsText()!), Is.EqualTo(ValueJson.Parse("""{"a": 2, "2": null, "3": null}""")));
        await Bench.Client.CallAsync("DELETE", stack);
        Assert.That(await Bench.EndAsync(stack), Is.EqualTo("DELETE_COMPLETE"));
        await WriteAsync(address, "", 404);
    }

    private async Task<(string Stack, string Address)> BeginAsync(int count)
    {
        var stack = await Bench.BeginAsync(
            $"{{h: {{type: 'OS::Heat::SwiftSignalHandle'}}, w: {{type: 'OS::Heat::SwiftSignal', properties: {{handle: {{get_resource: h}}, timeout: 50, count: {count}}}}}}}",
            "{data: {value: {get_attr: [w, data]}}}");
        await Bench.UntilAsync($"{stack}/resources/w", "resource.resource_status", status => status == "CREATE_IN_PROGRESS");
        return (stack, (await Bench.ReadAsync($"{stack}/resources/h", "resource.attributes.endpoint")).AsText()!);
    }

    private static async Task WriteAsync(string address, string signal, int status)
    {
        using var client = new HttpClient();
        using var answer = await client.PutAsync(address, new StringContent(signal, Encoding.UTF8));
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }
}
