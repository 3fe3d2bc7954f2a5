using System.Diagnostics;
using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Tests.Hosting;

namespace Heat.Tests.Signals;

/// <summary>A running server and somebody who makes stacks on it, signals their resources and waits for what comes of it.</summary>
internal sealed class SignalBench : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private int _stacks;

    private SignalBench(InProcessServer server, ApiClient client) => (Server, Client) = (server, client);

    public InProcessServer Server { get; }

    public ApiClient Client { get; }

    public static async Task<SignalBench> StartAsync(params (string Key, string Value)[] settings)
    {
        var server = await InProcessServer.StartAsync(settings);
        return new SignalBench(server, await ApiClient.LogInAsync(server.ApiAddress, server.CloudAddress));
    }

    /// <summary>Makes a stack of some resources, and gives its path as soon as it is accepted.</summary>
    public async Task<string> BeginAsync(string resources, string outputs = "{}")
    {
        var name = $"signals-{Interlocked.Increment(ref _stacks)}";
        var template = $"heat_template_version: 2018-08-31\nresources: {resources}\noutputs: {outputs}\n";
        var document = TemplateParser.ParseMap(template, name, TemplateLimits.Default).ToValue();
        var answer = await Client.CallAsync("POST", "/stacks", MapValue.Of(("stack_name", name), ("template", document)));
        return answer.Status == 201 ? $"/stacks/{name}/{answer.Dig("stack.id").AsText()}" : throw new InvalidOperationException(ValueJson.Write(answer.Body));
    }

    public async Task<string> MakeAsync(string resources, string outputs = "{}")
    {
        var stack = await BeginAsync(resources, outputs);
        var status = await EndAsync(stack);
        return status == "CREATE_COMPLETE" ? stack : throw new InvalidOperationException($"{status}: {await ReadAsync(stack, "stack.stack_status_reason")}");
    }

    /// <summary>The state of a stack once nothing is under way.</summary>
    public Task<string> EndAsync(string stack) => UntilAsync(stack, "stack.stack_status", status => !status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal));

    public async Task<string> UntilAsync(string path, string what, Func<string, bool> isSo)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var text = ValueText.Plain(await ReadAsync(path, what));
            if (isSo(text))
                return text;
            if (waited.Elapsed > s_patience)
                throw new TimeoutException($"{path} is still {text}.");
            await Task.Delay(30);
        }
    }

    public async Task<Value> ReadAsync(string path, string what) => (await Client.CallAsync("GET", path)).Dig(what);

    public Task<ApiAnswer> SignalAsync(string stack, string resource, Value? details = null) => Client.CallAsync("POST", $"{stack}/resources/{resource}/signal", details);

    public async Task<Value> OutputAsync(string stack, string name) => await ReadAsync($"{stack}/outputs/{name}", "output.output_value");

    /// <summary>The events of a resource, oldest first, as state and reason.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string stack, string resource)
    {
        var events = (ListValue)await ReadAsync($"{stack}/resources/{resource}/events?sort_dir=asc", "events");
        return [.. events.Select(each => $"{ApiAnswer.Dig(each, "resource_status").AsText()}: {ApiAnswer.Dig(each, "resource_status_reason").AsText()}")];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
