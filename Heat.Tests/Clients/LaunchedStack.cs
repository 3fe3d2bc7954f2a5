using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>A stack that a test launched with the stock client, and that goes when the test ends.</summary>
internal sealed class LaunchedStack(StockClient client, string name) : IAsyncDisposable
{
    public string Name => name;

    public static async Task<LaunchedStack> CreateAsync(StockClient client, string template, params string[] options)
    {
        var stack = new LaunchedStack(client, $"{Path.GetFileNameWithoutExtension(template)}-{Guid.NewGuid():N}"[..40]);
        await client.AskAsync(["stack", "create", "-t", template, .. options, "--wait", stack.Name]);
        return stack;
    }

    public Task<JsonNode> AskAsync(string command, params string[] options) => client.AskAsync(["stack", .. command.Split(' '), .. options, Name]);

    public async Task<string> StatusAsync() => (await AskAsync("show"))["stack_status"]!.GetValue<string>();

    /// <summary>Waits until nothing is under way, and checks the state that the stack is left in.</summary>
    public async Task ComesToRestAsync(string status)
    {
        string now;
        while ((now = await StatusAsync()).EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        Assert.That(now, Is.EqualTo(status));
    }

    public async Task<IReadOnlyDictionary<string, JsonNode?>> OutputsAsync()
    {
        var outputs = (await AskAsync("output show", "--all")).AsObject();
        // Each output comes as a text that holds JSON.
        return outputs.ToDictionary(output => output.Key, output => JsonNode.Parse(output.Value!.GetValue<string>())!["output_value"]);
    }

    /// <summary>The physical ids of the resources, by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PhysicalIdsAsync() =>
        (await AskAsync("resource list")).AsArray().ToDictionary(resource => resource!["resource_name"]!.GetValue<string>(), resource => resource!["physical_resource_id"]!.GetValue<string>());

    public Task DeleteAsync() => client.RunAsync("stack", "delete", "--yes", "--wait", Name);

    public async ValueTask DisposeAsync() => await DeleteAsync();
}
