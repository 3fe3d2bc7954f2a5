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

    public static string Template(string resources, string outputs = "{}") => $"heat_template_version: 2018-08-31\nresources: {resources}\noutputs: {outputs}\n";

    /// <summary>Makes a stack of some resources, and gives its path as soon as it is accepted.</summary>
    public Task<string> BeginAsync(string resources, string outputs = "{}") => BeginOfAsync(Template(resources, outputs));

    /// <summary>The same with a whole template.</summary>
    public async Task<string> BeginOfAsync(string template)
    {
        var name = $"signals-{Interlocked.Increment(ref _stacks)}";
        var document = TemplateParser.ParseMap(template, name, TemplateLimits.Default).ToValue();
        var answer = await Client.CallAsync("POST", "/stacks", MapValue.Of(("stack_name", name), ("template", document)));
        return answer.Status == 201 ? $"/stacks/{name}/{answer.Dig("stack.id").AsText()}" : throw new InvalidOperationException(ValueJson.Write(answer.Body));
    }

    /// <summary>Makes a stack of a wait condition <c>w</c> and its handle <c>h</c>, with the data of the former as the output <c>data</c>.</summary>
    /// <returns>The stack, and what the handle tells of how to signal it.</returns>
    public async Task<(string Stack, MapValue Signal)> BeginWaitingAsync(string transport, int count = 1)
    {
        var stack = await BeginAsync(
            $"{{h: {{type: 'OS::Heat::WaitConditionHandle', properties: {{signal_transport: {transport}}}}}, w: {{type: 'OS::Heat::WaitCondition', properties: {{handle: {{get_resource: h}}, count: {count}, timeout: 120}}}}}}",
            "{signal: {value: {get_attr: [h, signal]}}, data: {value: {get_attr: [w, data]}}}");
        await UntilAsync($"{stack}/resources/h", "resource.resource_status", status => status == "CREATE_COMPLETE");
        return (stack, ValueJson.ParseMap((await OutputAsync(stack, "signal")).AsText()));
    }

    /// <summary>Somebody in an instance, with the credentials that it was given.</summary>
    public Task<ApiClient> LogInAsync(Value user, Value password, Value project) => ApiClient.LogInByIdAsync(Server.ApiAddress, Server.CloudAddress, user.AsText()!, password.AsText()!, project.AsText()!);

    public Task<string> MakeAsync(string resources, string outputs = "{}") => MakeOfAsync(Template(resources, outputs));

    public async Task<string> MakeOfAsync(string template)
    {
        var stack = await BeginOfAsync(template);
        var status = await EndAsync(stack);
        return status == "CREATE_COMPLETE" ? stack : throw new InvalidOperationException($"{status}: {await ReadAsync(stack, "stack.stack_status_reason")}");
    }

    /// <summary>Begins an update of a stack to another template.</summary>
    public async Task UpdateToAsync(string stack, string template)
    {
        var document = TemplateParser.ParseMap(template, "update", TemplateLimits.Default).ToValue();
        var answer = await Client.CallAsync("PUT", stack, MapValue.Of(("template", document)));
        if (answer.Status != 202)
            throw new InvalidOperationException(ValueJson.Write(answer.Body));
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
