using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Heat.Tests.Crash;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Benchmarks;

/// <summary>What one node does in some time on PostgreSQL, and what three do on the same machine; and whose processor time it takes.</summary>
[NonParallelizable]
public sealed class Throughput
{
    private const int GroupsOfFiftyResources = 5;
    private const int LargeStacks = 20;
    private const int SmallStacks = 400;
    private const int Readings = 3000;
    private const int AtOnce = 20;

    // Those who ask aren't to keep the nodes from working.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    [Test]
    [Explicit("It takes minutes, and the machine for itself.")]
    public async Task Of_one_node_and_of_three([Values(1, 3)] int nodes)
    {
        await using var cluster = await Cluster.Cluster.StartAsync(nodes);
        await MeasureAsync(cluster, "warm-up", 20 * nodes, number => MakeAsync(cluster, number, SmallRequest($"warm-{number}")));
        await MeasureAsync(cluster, $"stacks of 50 resources in a cloud, {nodes} nodes", LargeStacks, number => MakeAsync(cluster, number, CrashTemplate.Request($"large-{number}", CrashTemplate.First, GroupsOfFiftyResources)));
        await MeasureAsync(cluster, $"stacks of 2 values, {nodes} nodes", SmallStacks, number => MakeAsync(cluster, number, SmallRequest($"small-{number}")));
        await MeasureAsync(cluster, $"lists of stacks, {nodes} nodes", Readings, async number => Assert.That((await cluster.CallAsync(NodeOf(cluster, number), "GET", "/stacks?limit=20")).Status, Is.EqualTo(200)));
    }

    private static async Task MeasureAsync(Cluster.Cluster cluster, string what, int count, Func<int, Task> work)
    {
        var before = Spent(cluster);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await work(number));
        var seconds = watch.Elapsed.TotalSeconds;
        var after = Spent(cluster);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {count} in {seconds:F1} s, {count / seconds:F1}/s; processors: nodes {after.Nodes - before.Nodes:F1} s, cloud {after.Cloud - before.Cloud:F1} s, asking {after.Own - before.Own:F1} s, database and others {after.Others - before.Others:F1} s"));
    }

    private static async Task MakeAsync(Cluster.Cluster cluster, int number, JsonObject request)
    {
        var node = NodeOf(cluster, number);
        var made = await cluster.CallAsync(node, "POST", "/stacks", request);
        Assert.That(made.Status, Is.EqualTo(201), made.Text);
        var path = cluster.User.PathOf(made.Body!["stack"]!["links"]![0]!["href"]!.GetValue<string>());
        while (true)
        {
            var status = (await cluster.CallAsync(node, "GET", path + "?resolve_outputs=False")).Body!["stack"]!["stack_status"]!.GetValue<string>();
            if (status == "CREATE_COMPLETE")
                return;
            Assert.That(status, Is.EqualTo("CREATE_IN_PROGRESS"));
            await Task.Delay(s_pause);
        }
    }

    private static ServerProcess NodeOf(Cluster.Cluster cluster, int number) => cluster.Nodes[number % cluster.Nodes.Count];

    private static JsonObject SmallRequest(string name) => new()
    {
        ["stack_name"] = name,
        ["template"] = new JsonObject
        {
            ["heat_template_version"] = "2018-08-31",
            ["resources"] = new JsonObject
            {
                ["one"] = new JsonObject { ["type"] = "OS::Heat::Value", ["properties"] = new JsonObject { ["value"] = 1 } },
                ["two"] = new JsonObject { ["type"] = "OS::Heat::Value", ["properties"] = new JsonObject { ["value"] = new JsonObject { ["get_attr"] = new JsonArray("one", "value") } } },
            },
        },
    };

    /// <summary>Processor time so far, in seconds.</summary>
    private static (double Nodes, double Cloud, double Own, double Others) Spent(Cluster.Cluster cluster)
    {
        var nodes = cluster.Nodes.Sum(node => node.ProcessorTime.TotalSeconds);
        var cloud = cluster.Cloud.ProcessorTime.TotalSeconds;
        using var self = Process.GetCurrentProcess();
        var own = self.TotalProcessorTime.TotalSeconds;
        return (nodes, cloud, own, MachineSeconds() - nodes - cloud - own);
    }

    /// <summary>What all processes of this machine have spent.</summary>
    private static double MachineSeconds()
    {
        const int Idle = 4;
        const int WaitingForDisk = 5;
        const double TicksPerSecond = 100;
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return times.Index().Skip(1).Where(time => time.Index is not (Idle or WaitingForDisk)).Sum(time => double.Parse(time.Item, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
