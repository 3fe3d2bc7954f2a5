using System.Diagnostics;
using System.Text.Json.Nodes;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Crash;

/// <summary>A server that is killed while a group changes, and goes on.</summary>
[TestFixture]
internal sealed class DeathOfGroups
{
    private const int Size = 50;
    private const int BatchSize = 5;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private ServerProcess _server = null!;
    private ServerUser _user = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = new ServerProcess("Heat:Engine:FirstPollMilliseconds=20", "Logging:LogLevel:Default=Warning");
        await _server.StartAsync();
        _user = await ServerUser.LogInAsync(_server);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _user.Dispose();
        await _server.DisposeAsync();
    }

    [TestCase("OS::Heat::AutoScalingGroup")]
    [TestCase("OS::Heat::ResourceGroup")]
    public async Task A_rolling_update_goes_on_with_no_more_members_out_of_service_than_its_policy_allows(string type)
    {
        var path = await _user.CreateAsync(Request(type, "old"));
        await SettledAsync(path, "CREATE_COMPLETE");
        Assert.That((await _user.CallAsync("PUT", path, Request(type, "new"))).Status, Is.EqualTo(202));
        await UntilAsync(async () => (await MemberEventsAsync(path)).Count(each => each.State == "UPDATE_COMPLETE") >= 18);
        await _server.KillAsync();
        await _server.StartAsync();
        await SettledAsync(path, "UPDATE_COMPLETE");

        var events = await MemberEventsAsync(path);
        var inService = new HashSet<string>();
        var fewest = Size;
        foreach (var (member, state) in events)
        {
            if (state is "CREATE_COMPLETE" or "UPDATE_COMPLETE")
                inService.Add(member);
            else if (state is "UPDATE_IN_PROGRESS" or "DELETE_IN_PROGRESS")
                inService.Remove(member);
            if (events.Count > 0 && state.StartsWith("UPDATE", StringComparison.Ordinal))
                fewest = Math.Min(fewest, inService.Count);
        }

        Assert.Multiple(() =>
        {
            Assert.That(fewest, Is.EqualTo(Size - BatchSize), "members in service");
            Assert.That(events.Where(each => each.State == "UPDATE_COMPLETE").Select(each => each.Member).Distinct().Count(), Is.EqualTo(Size), "members renewed");
            Assert.That(inService, Has.Count.EqualTo(Size), "members in the end");
        });
    }

    [Test]
    public async Task A_group_reaches_the_size_that_was_signalled_once()
    {
        var path = await _user.CreateAsync(Scaled());
        await SettledAsync(path, "CREATE_COMPLETE");
        Assert.That((await _user.CallAsync("POST", path + "/resources/policy/signal", new JsonObject())).Status, Is.EqualTo(200));
        await UntilAsync(async () => (await MemberEventsAsync(path)).Any(each => each.State == "CREATE_IN_PROGRESS"));
        await _server.KillAsync();
        await _server.StartAsync();
        await UntilAsync(async () => (await _user.CallAsync("GET", path + "/resources/group/metadata")).Text.Contains("exact_capacity : 6", StringComparison.Ordinal));
        var events = await MemberEventsAsync(path);
        Assert.Multiple(() =>
        {
            Assert.That(events.Select(each => each.Member).Distinct().Count(), Is.EqualTo(6), "members ever");
            Assert.That(events.Count(each => each.State == "CREATE_COMPLETE"), Is.EqualTo(6), "members made");
        });
    }

    private async Task SettledAsync(string path, string state)
    {
        var stack = await _user.SettledAsync(path, s_patience);
        Assert.That(stack?["stack_status"]?.GetValue<string>(), Is.EqualTo(state), stack?["stack_status_reason"]?.ToString());
    }

    private async Task<IReadOnlyList<(string Member, string State)>> MemberEventsAsync(string path)
    {
        var events = (await _user.CallAsync("GET", path + "/events?nested_depth=1&sort_dir=asc")).Body!["events"]!.AsArray();
        return [.. events
            .Where(each => each!["resource_name"]!.GetValue<string>() is var name && name != "group" && name != "policy" && !name.StartsWith("group-", StringComparison.Ordinal))
            .Select(each => (each!["resource_name"]!.GetValue<string>(), each["resource_status"]!.GetValue<string>()))];
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.That(waited.Elapsed, Is.LessThan(s_patience));
            await Task.Delay(20);
        }
    }

    private static JsonObject Request(string type, string value)
    {
        var member = new JsonObject
        {
            ["type"] = "OS::Heat::TestResource",
            ["properties"] = new JsonObject { ["value"] = value, ["action_wait_secs"] = new JsonObject { ["update"] = 0.3 } },
        };
        var policy = new JsonObject { ["min_in_service"] = 40, ["max_batch_size"] = BatchSize };
        var group = type == "OS::Heat::ResourceGroup"
            ? new JsonObject { ["type"] = type, ["properties"] = new JsonObject { ["count"] = Size, ["resource_def"] = member }, ["update_policy"] = new JsonObject { ["rolling_update"] = policy } }
            : new JsonObject { ["type"] = type, ["properties"] = new JsonObject { ["min_size"] = 1, ["max_size"] = 60, ["desired_capacity"] = Size, ["resource"] = member, ["rolling_updates"] = policy } };
        return Stack(new JsonObject { ["group"] = group });
    }

    private static JsonObject Scaled() => Stack(new JsonObject
    {
        ["group"] = new JsonObject
        {
            ["type"] = "OS::Heat::AutoScalingGroup",
            ["properties"] = new JsonObject
            {
                ["min_size"] = 0,
                ["max_size"] = 9,
                ["resource"] = new JsonObject { ["type"] = "OS::Heat::TestResource", ["properties"] = new JsonObject { ["action_wait_secs"] = new JsonObject { ["create"] = 1 } } },
            },
        },
        ["policy"] = new JsonObject
        {
            ["type"] = "OS::Heat::ScalingPolicy",
            ["properties"] = new JsonObject { ["auto_scaling_group_id"] = new JsonObject { ["get_resource"] = "group" }, ["adjustment_type"] = "exact_capacity", ["scaling_adjustment"] = 6 },
        },
    });

    private static JsonObject Stack(JsonObject resources) => new()
    {
        ["stack_name"] = "group",
        ["template"] = new JsonObject { ["heat_template_version"] = "2018-08-31", ["resources"] = resources },
    };
}
