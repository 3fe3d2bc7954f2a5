using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Heat.Tests.Crash;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Cluster;

/// <summary>What two servers do that share a database.</summary>
[TestFixture]
public sealed class ClusterTests
{
    private const int Groups = 6;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private Cluster _cluster = null!;

    private ServerProcess First => _cluster.Nodes[0];

    private ServerProcess Second => _cluster.Nodes[1];

    [OneTimeSetUp]
    public async Task StartAsync() => _cluster = await Cluster.StartAsync(nodes: 2);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [SetUp]
    public async Task StartDeadNodesAsync()
    {
        foreach (var node in _cluster.Nodes.Where(node => !node.IsRunning))
            await node.StartAsync();
    }

    [Test]
    public async Task Any_node_takes_any_request()
    {
        var path = await CreateAsync(First, "any", CrashTemplate.First);
        Assert.That((await _cluster.CallAsync(Second, "GET", path)).Status, Is.EqualTo(200));
        await SettledAsync(Second, path, "CREATE_COMPLETE");
        await UpdateAsync(Second, path, "any");
        await SettledAsync(First, path, "UPDATE_COMPLETE");
        await DeleteAsync(First, path);
    }

    [Test]
    public async Task What_a_killed_node_was_doing_is_finished_by_another()
    {
        var path = await CreateAsync(First, "killed", CrashTemplate.First);
        await UntilBegunAsync(Second, path);
        await First.KillAsync();
        var watch = Stopwatch.StartNew();
        await SettledAsync(Second, path, "CREATE_COMPLETE");
        TestContext.Out.WriteLine($"Complete {watch.ElapsedMilliseconds} ms after the death.");
        Assert.That(await _cluster.UnexplainedAsync(Second), Is.Empty);
        await DeleteAsync(Second, path);
    }

    [Test]
    public async Task A_node_that_was_cut_off_does_no_harm_when_it_comes_back()
    {
        var path = await CreateAsync(First, "asleep", CrashTemplate.First);
        await UntilBegunAsync(Second, path);
        await First.SignalAsync("STOP");
        await SettledAsync(Second, path, "CREATE_COMPLETE");
        await First.SignalAsync("CONT");
        await Task.Delay(TimeSpan.FromSeconds(Cluster.LeaseSeconds));
        await UpdateAsync(First, path, "asleep");
        await SettledAsync(Second, path, "UPDATE_COMPLETE");
        Assert.That(await _cluster.UnexplainedAsync(First), Is.Empty);
        await DeleteAsync(First, path);
    }

    [Test]
    public async Task An_update_takes_over_from_what_runs_on_another_node()
    {
        var path = await CreateAsync(First, "over", CrashTemplate.First);
        await UntilBegunAsync(Second, path);
        await UpdateAsync(Second, path, "over");
        await SettledAsync(First, path, "UPDATE_COMPLETE");
        Assert.That(await _cluster.UnexplainedAsync(First), Is.Empty);
        await DeleteAsync(First, path);
    }

    [Test]
    public async Task A_deletion_takes_over_from_what_runs_on_another_node()
    {
        var path = await CreateAsync(First, "gone", CrashTemplate.First);
        await UntilBegunAsync(Second, path);
        await DeleteAsync(Second, path);
        Assert.That(await _cluster.UnexplainedAsync(First), Is.Empty);
    }

    [Test]
    public async Task A_node_that_is_told_to_end_leaves_its_work_to_the_others_at_once()
    {
        var path = await CreateAsync(First, "handed", CrashTemplate.First);
        await UntilBegunAsync(Second, path);
        var said = First.Output.Length;
        await First.SignalAsync("TERM");
        Assert.That(await First.DiesAsync(TimeSpan.FromSeconds(30)), $"It is still running.\n{First.Output}");
        await SettledAsync(Second, path, "CREATE_COMPLETE");
        Assert.That(await _cluster.UnexplainedAsync(Second), Is.Empty);
        Assert.That(First.Output[said..], Does.Not.Contain("was taken over by another process"), First.Output);
        await DeleteAsync(Second, path);
    }

    [Test]
    public async Task Nodes_can_be_restarted_one_after_the_other_without_a_request_that_fails()
    {
        using var over = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 4).Select(_ => AskUntilAsync(over.Token)).ToList();
        foreach (var node in _cluster.Nodes)
        {
            await node.SignalAsync("TERM");
            Assert.That(await node.DiesAsync(TimeSpan.FromSeconds(60)), node.Output);
            await node.StartAsync();
        }

        await over.CancelAsync();
        var answered = (await Task.WhenAll(asking)).Sum();
        TestContext.Out.WriteLine($"{answered} requests were answered.");
        Assert.That(answered, Is.GreaterThan(10));
    }

    [Test]
    public async Task Of_two_stacks_with_one_name_asked_for_at_once_one_is_made()
    {
        for (var round = 0; round < 10; round++)
        {
            var request = new JsonObject { ["stack_name"] = $"twin{round}", ["template"] = new JsonObject { ["heat_template_version"] = "2018-08-31" } };
            var answers = await Task.WhenAll(_cluster.Nodes.Select(node => _cluster.CallAsync(node, "POST", "/stacks", request)));
            Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo([201, 409]), string.Join('\n', answers.Select(answer => answer.Text)));
        }
    }

    [Test]
    public async Task Of_two_deletions_or_updates_at_once_none_is_answered_with_a_fault_of_the_server()
    {
        var request = new JsonObject { ["stack_name"] = "both", ["template"] = new JsonObject { ["heat_template_version"] = "2018-08-31", ["resources"] = new JsonObject { ["text"] = new JsonObject { ["type"] = "OS::Heat::RandomString" } } } };
        var made = await _cluster.CallAsync(First, "POST", "/stacks", request);
        var path = _cluster.User.PathOf(made.Body!["stack"]!["links"]![0]!["href"]!.GetValue<string>());
        for (var round = 0; round < 10; round++)
        {
            request["template"]!["description"] = $"{round}";
            var answers = await Task.WhenAll(_cluster.Nodes.Select(node => _cluster.CallAsync(node, "PUT", path, request)));
            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(202), string.Join('\n', answers.Select(answer => answer.Text)));
        }

        await SettledAsync(First, path, "UPDATE_COMPLETE");
        var deletions = await Task.WhenAll(_cluster.Nodes.Select(node => _cluster.CallAsync(node, "DELETE", path)));
        Assert.That(deletions.Select(answer => answer.Status), Is.All.AnyOf(204, 404));
        await SettledAsync(Second, path, null);
    }

    [Test]
    public async Task A_node_with_another_key_says_so_and_does_not_start()
    {
        await using var stranger = _cluster.NewNode(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        await stranger.StartAsync();
        Assert.That(await stranger.DiesAsync(TimeSpan.FromSeconds(60)));
        Assert.That(stranger.Output, Does.Contain("uses the same database with another encryption key").And.Not.Contain("   at "));
    }

    /// <summary>Lists stacks again and again, as a load balancer does it: a node that doesn't say that it is ready is left out.</summary>
    private async Task<int> AskUntilAsync(CancellationToken over)
    {
        var answered = 0;
        for (var turn = 0; !over.IsCancellationRequested; turn++)
        {
            var node = _cluster.Nodes[turn % _cluster.Nodes.Count];
            if (!await IsReadyAsync(node))
            {
                await Task.Delay(10, CancellationToken.None);
                continue;
            }

            var answer = await _cluster.CallAsync(node, "GET", "/stacks");
            Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
            answered++;
        }

        return answered;
    }

    private async Task<bool> IsReadyAsync(ServerProcess node)
    {
        try
        {
            return (await _cluster.User.SendAsync("GET", $"{node.ApiUrl}/healthcheck/ready", null)).Status == 200;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<string> CreateAsync(ServerProcess node, string name, string version)
    {
        var answer = await _cluster.CallAsync(node, "POST", "/stacks", CrashTemplate.Request(name, version, Groups));
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        return _cluster.User.PathOf(answer.Body!["stack"]!["links"]![0]!["href"]!.GetValue<string>());
    }

    private async Task UpdateAsync(ServerProcess node, string path, string name)
    {
        var answer = await _cluster.CallAsync(node, "PUT", path, CrashTemplate.Request(name, CrashTemplate.Second, Groups));
        Assert.That(answer.Status, Is.EqualTo(202), answer.Text);
    }

    private async Task DeleteAsync(ServerProcess node, string path)
    {
        Assert.That((await _cluster.CallAsync(node, "DELETE", path)).Status, Is.EqualTo(204));
        await SettledAsync(node, path, null);
    }

    /// <summary>Waits until something of a stack is done, and much is not.</summary>
    private async Task UntilBegunAsync(ServerProcess node, string path)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_patience)
        {
            var resources = (await _cluster.CallAsync(node, "GET", $"{path}/resources")).Body!["resources"]!.AsArray();
            if (resources.Count(resource => resource!["resource_status"]!.GetValue<string>() == "CREATE_COMPLETE") >= 3)
                return;
            await Task.Delay(10);
        }
    }

    private async Task SettledAsync(ServerProcess node, string path, string? state)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = await _cluster.CallAsync(node, "GET", path);
            var stack = answer.Status == 404 ? null : answer.Body!["stack"];
            var status = stack?["stack_status"]!.GetValue<string>();
            if (status == "DELETE_COMPLETE")
                status = null;
            if (status?.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) != true)
            {
                Assert.That(status, Is.EqualTo(state), $"{stack?["stack_status_reason"]}\n{string.Join("\n----\n", _cluster.Nodes.Select(each => each.Output))}");
                return;
            }

            if (watch.Elapsed > s_patience)
                Assert.Fail($"{path} is still {status} after {s_patience}.\n{string.Join("\n----\n", _cluster.Nodes.Select(each => each.Output))}");
            await Task.Delay(40);
        }
    }
}
