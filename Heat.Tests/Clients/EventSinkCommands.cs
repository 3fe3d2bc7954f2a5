using Heat.Core.Values;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>Stacks of the stock client whose environment names a message queue.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class EventSinkCommands
{
    [Test]
    [Holds("stack create")]
    public async Task An_environment_file_names_the_queue_for_events()
    {
        var environment = Path.ChangeExtension(Path.GetTempFileName(), ".yaml");
        await File.WriteAllTextAsync(environment, "event_sinks:\n  - type: zaqar-queue\n    target: stock-client\n    ttl: 1200\n");
        using var template = new TemplateFile("resources:\n  r: { type: OS::Heat::RandomString }");
        await using var stack = await LaunchedStack.CreateAsync(RunningHeat.Client, template.Path, "-e", environment);
        var token = (await RunningHeat.Client.AskAsync("token", "issue"))["id"]!.GetValue<string>();
        var endpoint = await RunningHeat.Administrator.AskAsync("catalog", "show", "messaging");
        var cloud = endpoint["endpoints"]!.AsArray().First(each => each!["interface"]!.GetValue<string>() == "public")!["url"]!.GetValue<string>().Replace("/messaging", "", StringComparison.Ordinal);
        Assert.That(() => StatesAsync(cloud, token), Is.EqualTo(new[] { "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_COMPLETE" }).After(20_000, 200));
        File.Delete(environment);
    }

    private static async Task<IReadOnlyList<string>> StatesAsync(string cloud, string token) =>
        [.. (await CloudQueues.MessagesAsync(cloud, token, "stock-client")).OfType<MapValue>().Select(told => (MapValue)told.Get("payload")).Select(told => $"{told.Get("resource_action").AsText()}_{told.Get("resource_status").AsText()}")];
}
