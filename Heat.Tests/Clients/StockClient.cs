using System.Diagnostics;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>OpenStack's own command-line client, as its users run it.</summary>
internal sealed class StockClient(string cloudsFile, string cloud)
{
    private const string Program = "/usr/bin/openstack";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Runs a command that has to succeed, and returns its answer as JSON.</summary>
    public async Task<JsonNode> AskAsync(params string[] arguments)
    {
        var answer = await RunAsync([.. arguments, "-f", "json"]);
        Assert.That(answer.ExitCode, Is.Zero, $"openstack {string.Join(' ', arguments)}\n{answer.Output}\n{answer.Error}");
        return JsonNode.Parse(WithoutProgress(answer.Output))!;
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
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("OS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        start.Environment["OS_CLIENT_CONFIG_FILE"] = cloudsFile;
        start.Environment["OS_CLOUD"] = cloud;
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(s_patience);
        await using var ending = patience.Token.Register(() => process.Kill());
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.That(patience.IsCancellationRequested, Is.False, $"openstack {string.Join(' ', arguments)} had not ended after {s_patience}.");
        return new ClientAnswer(process.ExitCode, await output, await error);
    }

    // With --wait the client prints events first, a line each.
    private static string WithoutProgress(string output) =>
        string.Join('\n', output.Split('\n').SkipWhile(line => !line.StartsWith('{') && !line.StartsWith('[')));
}
