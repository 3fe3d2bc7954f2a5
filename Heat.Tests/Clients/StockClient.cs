using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>OpenStack's own command-line client, as its users run it.</summary>
internal sealed class StockClient(LoadedClient loaded, string cloudsFile, string cloud)
{
    private const string Program = "/usr/bin/openstack";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(180);

    private readonly ConcurrentQueue<(string Test, string Command)> _succeeded = [];

    private readonly Dictionary<string, string> _environment = new()
    {
        ["OS_CLIENT_CONFIG_FILE"] = cloudsFile,
        ["OS_CLOUD"] = cloud,
        ["NO_PROXY"] = "127.0.0.1",
        ["no_proxy"] = "127.0.0.1",
    };

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Runs a command that has to succeed, and returns its answer as JSON.</summary>
    public async Task<JsonNode> AskAsync(params string[] arguments)
    {
        var answer = await DoAsync([.. arguments, "-f", "json"]);
        return JsonNode.Parse(WithoutProgress(answer.Output))!;
    }

    /// <summary>Runs a command that has to succeed.</summary>
    public async Task<ClientAnswer> DoAsync(params string[] arguments)
    {
        var answer = await RunAsync(arguments);
        Assert.That(answer.ExitCode, Is.Zero, $"openstack {string.Join(' ', arguments)}\n{answer.Output}\n{answer.Error}");
        return answer;
    }

    /// <summary>Runs a command that has to fail, and returns what it complains about.</summary>
    public async Task<string> ComplaintAsync(params string[] arguments)
    {
        var answer = await RunAsync(arguments);
        Assert.That(answer.ExitCode, Is.Not.Zero, answer.Output);
        return answer.Error;
    }

    public async Task<ClientAnswer> RunAsync(params string[] arguments)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var answer = await loaded.RunAsync(arguments, _environment, patience.Token);
        Assert.That(patience.IsCancellationRequested, Is.False, $"openstack {string.Join(' ', arguments)} had not ended after {s_patience}.");
        if (answer.ExitCode == 0)
            _succeeded.Enqueue((TestContext.CurrentContext.Test.ID, string.Join(' ', arguments)));
        return answer;
    }

    /// <summary>True when a test has run a command with success.</summary>
    public bool HasSucceeded(string test, string command) =>
        _succeeded.Any(run => run.Test == test && (run.Command == command || run.Command.StartsWith($"{command} ", StringComparison.Ordinal)));

    // With --wait the client prints events first, a line each.
    private static string WithoutProgress(string output) =>
        string.Join('\n', output.Split('\n').SkipWhile(line => !line.StartsWith('{') && !line.StartsWith('[')));
}
