using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Heat.Tests.Crash;
using Heat.Tests.Hosting;
using Heat.Tests.Storage;
using NUnit.Framework;

namespace Heat.Tests.Cluster;

/// <summary>
/// Three servers on one database, many stacks under way, and something dies again and again. Whatever a server has answered with 2xx has to come true, and the cloud to hold exactly what the stacks own.
/// <c>HEAT_TEST_FIRE_SECONDS</c> and <c>HEAT_TEST_FIRE_STACKS</c> make it longer and larger; <c>HEAT_TEST_FIRE_LEASE</c> is for how many seconds a node's sign of life counts.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClusterUnderFire
{
    private const int GroupsOfFiftyResources = 5;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(Setting("HEAT_TEST_FIRE_SECONDS", 10));
    private static readonly TimeSpan s_betweenDeaths = TimeSpan.FromSeconds(Setting("HEAT_TEST_FIRE_INTERVAL", 4));
    private static readonly double s_lease = Setting("HEAT_TEST_FIRE_LEASE", (int)Cluster.LeaseSeconds);
    private static readonly int s_stacks = Setting("HEAT_TEST_FIRE_STACKS", 4);

    // Those who ask aren't to keep the nodes from working.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(Math.Max(250, 25 * s_stacks));

    private readonly ConcurrentBag<(string Action, TimeSpan Duration)> _finished = [];
    private readonly ConcurrentBag<string> _unanswered = [];
    private readonly List<Task> _restarts = [];
    private Cluster _cluster = null!;
    private int _deaths;

    [Test]
    public async Task Nothing_is_lost_when_nodes_die()
    {
        _cluster = await Cluster.StartAsync(nodes: 3, leaseSeconds: s_lease);
        await using var cluster = _cluster;
        await RunAsync(KillANodeAsync);
    }

    [Test]
    public async Task Nothing_is_lost_when_the_database_is_restarted()
    {
        await using var database = await PostgresServer.StartNewAsync();
        _cluster = await Cluster.StartAsync(nodes: 3, database.ConnectionString, s_lease);
        await using var cluster = _cluster;
        await RunAsync(async cancellation =>
        {
            await Task.Delay(s_duration / 3, cancellation);
            await database.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            await database.StartAsync();
            _deaths++;
        });
    }

    private async Task RunAsync(Func<CancellationToken, Task> kill)
    {
        using var over = new CancellationTokenSource(s_duration);
        var fire = FireAsync(kill, over.Token);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, s_stacks).Select(number => LiveAsync($"fire-{number}", over.Token)));
        await fire;
        TestContext.Out.WriteLine($"{_finished.Count} operations on {s_stacks} stacks in {watch.Elapsed.TotalSeconds:F0} s, {_deaths} deaths, {_unanswered.Count} requests without an answer.");
        foreach (var action in _finished.GroupBy(each => each.Action))
        {
            var times = action.Select(each => each.Duration.TotalSeconds).Order().ToList();
            TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{action.Key}: {times.Count}, median {times[times.Count / 2]:F1} s, longest {times[^1]:F1} s"));
        }

        Assert.That(await _cluster.UnexplainedAsync(_cluster.Nodes[0]), Is.Empty, Outputs());
        await Task.WhenAll(Enumerable.Range(0, s_stacks).Select(number => EndAsync($"fire-{number}")));
        Assert.That(await _cluster.UnexplainedAsync(_cluster.Nodes[0]), Is.Empty, Outputs());
    }

    private async Task FireAsync(Func<CancellationToken, Task> kill, CancellationToken over)
    {
        try
        {
            while (!over.IsCancellationRequested)
                await kill(over);
        }
        catch (OperationCanceledException)
        {
            // All is quiet now.
        }

        await Task.WhenAll(_restarts);
        foreach (var node in _cluster.Nodes.Where(node => !node.IsRunning))
            await node.StartAsync();
    }

    private async Task KillANodeAsync(CancellationToken cancellation)
    {
        await Task.Delay(s_betweenDeaths, cancellation);
        var node = _cluster.Nodes[_deaths++ % _cluster.Nodes.Count];
        await node.KillAsync();
        // Not waited for: the next one dies when its time has come, though this one may not be back yet.
        _restarts.Add(node.StartAsync());
    }

    /// <summary>Makes, changes and deletes a stack again and again; after each request the stack has to become what was asked for. In the end it is there.</summary>
    private async Task LiveAsync(string name, CancellationToken over)
    {
        while (true)
        {
            await AskAsync("CREATE", name, CrashTemplate.Request(name, CrashTemplate.First, GroupsOfFiftyResources));
            if (over.IsCancellationRequested)
                return;
            await AskAsync("UPDATE", name, CrashTemplate.Request(name, CrashTemplate.Second, GroupsOfFiftyResources));
            if (over.IsCancellationRequested)
                return;
            await AskAsync("DELETE", name, null);
        }
    }

    private async Task EndAsync(string name) => await AskAsync("DELETE", name, null);

    private async Task AskAsync(string action, string name, JsonObject? request)
    {
        var watch = Stopwatch.StartNew();
        while (!await IsAcceptedAsync(action, name, request))
            if (watch.Elapsed > s_patience)
                Assert.Fail($"{action} of {name} is not accepted.\n{Outputs()}");
        while (true)
        {
            var stack = await FindAsync(name);
            var status = stack?["stack_status"]!.GetValue<string>() ?? "DELETE_COMPLETE";
            if (!status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
            {
                Assert.That(status, Is.EqualTo($"{action}_COMPLETE"), $"{name}: {stack?["stack_status_reason"]}\n{Outputs()}");
                _finished.Add((action, watch.Elapsed));
                return;
            }

            if (watch.Elapsed > s_patience)
                Assert.Fail($"{name} is still {status} after {s_patience}.\n{Outputs()}");
            await Task.Delay(s_pause);
        }
    }

    /// <summary>A request that was not answered may have been accepted all the same: then the stack tells.</summary>
    private async Task<bool> IsAcceptedAsync(string action, string name, JsonObject? request)
    {
        var stack = await FindAsync(name);
        var path = stack is null ? null : _cluster.User.PathOf(stack["links"]![0]!["href"]!.GetValue<string>());
        if (action == "CREATE" ? path is not null : action == "DELETE" ? path is null || stack!["stack_status"]!.GetValue<string>() == "DELETE_IN_PROGRESS" : stack!["stack_status"]!.GetValue<string>().StartsWith("UPDATE", StringComparison.Ordinal))
            return true;
        var answer = await TryAsync(action switch { "CREATE" => "POST", "UPDATE" => "PUT", _ => "DELETE" }, path ?? "/stacks", request);
        if (answer is null)
            return false;
        Assert.That(answer.Status, Is.LessThan(300).Or.EqualTo(503), $"{action} of {name}: {answer.Text}\n{Outputs()}");
        return answer.Status < 300;
    }

    private async Task<JsonNode?> FindAsync(string name)
    {
        while (true)
        {
            var answer = await TryAsync("GET", $"/stacks?name={name}", null);
            if (answer?.Status == 200)
                return answer.Body!["stacks"]!.AsArray().SingleOrDefault();
            await Task.Delay(100);
        }
    }

    /// <summary>Asks one of the nodes; null when it doesn't answer.</summary>
    private async Task<ServerAnswer?> TryAsync(string method, string path, JsonNode? body)
    {
        var node = _cluster.Nodes[Random.Shared.Next(_cluster.Nodes.Count)];
        try
        {
            return await _cluster.CallAsync(node, method, path, body);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            if (node.IsRunning || method != "GET")
                _unanswered.Add($"{method} {path}: {failure.Message}");
            return null;
        }
    }

    private string Outputs() => string.Join("\n----\n", _cluster.Nodes.Select(node => node.Output));

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;
}
