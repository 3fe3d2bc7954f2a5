using System.Text.Json.Nodes;
using Heat.Core.Engine;
using Heat.Core.Storage;
using Heat.Tests.Hosting;
using Heat.Tests.Storage;
using NUnit.Framework;

namespace Heat.Tests.Crash;

/// <summary>A server that dies and comes back, a stack on it, and what has to hold about both whenever nothing is under way.</summary>
internal sealed class CrashSite : IAsyncDisposable
{
    private const string Stack = "crash";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly string[] s_settings =
    [
        "Heat:LocalCloud:ServerBuildSeconds=0.1", "Heat:LocalCloud:ServerDeleteSeconds=0.05", "Heat:LocalCloud:ServerActionSeconds=0.05", "Heat:LocalCloud:VolumeCreateSeconds=0.05",
        "Heat:LocalCloud:VolumeDeleteSeconds=0.05", "Heat:LocalCloud:AttachSeconds=0.02", "Heat:Engine:RetryPauseSeconds=0.1", "Logging:LogLevel:Default=Warning",
    ];

    private readonly DatabaseSettings _database;
    private readonly ServerProcess _server;
    private Inventory? _before;
    private ServerUser? _admin;
    private ServerUser? _owner;

    public CrashSite(DatabaseProvider provider)
    {
        _database = new DatabaseSettings(provider);
        _server = new ServerProcess([.. s_settings, .. _database.Settings.Select(setting => $"{setting.Key}={setting.Value}")]);
    }

    public ServerProcess Server => _server;

    private ServerUser Owner => _owner ?? throw new InvalidOperationException("Not started.");

    /// <summary>Starts the server for the first time, or again.</summary>
    public async Task StartAsync(params string[] passingSettings)
    {
        await _server.StartAsync(passingSettings);
        if (_owner is not null || !_server.IsRunning)
            return;
        _owner = await ServerUser.LogInAsync(_server);
        _admin = await ServerUser.LogInAsync(_server, "admin", "demo");
        _before = await Inventory.TakeAsync(_admin, _owner);
    }

    /// <summary>Asks for a version of the stack; the server may die over it.</summary>
    /// <returns>True when the server has accepted it.</returns>
    public async Task<bool> AskAsync(string action, JsonObject? request)
    {
        try
        {
            var path = await PathAsync();
            var answer = action switch
            {
                "CREATE" => path is null ? await Owner.CallAsync("POST", "/stacks", request) : null,
                "UPDATE" => await VersionAsync(path!) == VersionOf(request!) ? null : await Owner.CallAsync("PUT", path!, request),
                _ => path is null ? null : await Owner.CallAsync("DELETE", path),
            };
            Assert.That(answer?.Status ?? 200, Is.LessThan(300), answer?.Text ?? "");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Waits until the server is dead, or alive with nothing left to do.</summary>
    private async Task<bool> DiesBeforeItIsDoneAsync()
    {
        try
        {
            if (await PathAsync() is { } path)
                await Owner.SettledAsync(path, s_patience);
            return await _server.DiesAsync(TimeSpan.FromMilliseconds(200));
        }
        catch (HttpRequestException)
        {
            return await _server.DiesAsync(s_patience);
        }
    }

    /// <summary>Dies at each point in turn, in the order in which an operation gets to them; the last life goes on undisturbed.</summary>
    public async Task DieAtEveryPointAsync(string action, JsonObject? request, int time)
    {
        await _server.KillAsync();
        var isAsked = false;
        foreach (var point in CrashPoint.All)
        {
            // These happen once in an operation's life.
            var occurrence = point is CrashPoint.OperationAccepted or CrashPoint.OperationClaimed or CrashPoint.StepsDone or CrashPoint.RollbackBegun ? 1 : time;
            await StartAsync($"Heat:Testing:DieAt={point}:{occurrence}");
            if (!isAsked)
                isAsked = await AskAsync(action, request);
            var died = await DiesBeforeItIsDoneAsync();
            TestContext.Out.WriteLine($"{action}: {(died ? "died" : "lived on")} at {point}:{occurrence}");
            if (!died)
                await _server.KillAsync();
        }

        await StartAsync();
        await AskAsync(action, request);
    }

    /// <summary>Waits for the end of whatever is under way, and checks that everything is as it was asked for.</summary>
    public async Task CheckAsync(string state, JsonObject? request, string context)
    {
        var path = await PathAsync();
        var stack = path is null ? null : await Owner.SettledAsync(path, s_patience);
        var inventory = await Inventory.TakeAsync(_admin!, Owner);
        if (request is null)
        {
            Assert.Multiple(() =>
            {
                Assert.That(stack, Is.Null, $"{context}: the stack");
                Assert.That(inventory.AllSince(_before!), Is.Empty, $"{context}: left behind");
            });
            return;
        }

        var resources = (await Owner.CallAsync("GET", $"{path}/resources?nested_depth=5")).Body!["resources"]!.AsArray();
        Assert.That(stack?["stack_status"]?.GetValue<string>(), Is.EqualTo(state), $"{context}: {stack?["stack_status_reason"]}\n{_server.Output}");
        var interfaces = await InterfacesAsync(resources);
        Assert.Multiple(() =>
        {
            var names = request["template"]!["resources"]!.AsObject().Select(entry => entry.Key).Where(name => name != "failing");
            Assert.That(resources.Where(resource => resource!["resource_name"]!.GetValue<string>() is var name && (name.Contains('_') || !IsNested(resource))).Select(resource => resource!["resource_name"]!.GetValue<string>()), Is.SupersetOf(names), $"{context}: resources");
            Assert.That(resources.Select(resource => resource!["resource_status"]!.GetValue<string>()), Is.All.EndsWith("_COMPLETE"), $"{context}: states of resources");
            Assert.That(inventory.Since(_before!), Is.EqualTo(resources.Select(resource => Inventory.Expected(resource!)).OfType<string>().Order(StringComparer.Ordinal)), $"{context}: objects of the cloud");
            Assert.That(Attachments(inventory, resources), Is.EqualTo(Pairs(resources, "attachment_")), $"{context}: attachments");
            Assert.That(interfaces, Is.All.Null, $"{context}: servers without exactly their port");
            Assert.That(Output(stack!, "servers"), Is.EqualTo(Ids(resources, "server_")), $"{context}: output servers");
            Assert.That(Output(stack!, "values"), Is.EqualTo(Ids(resources, "server_")), $"{context}: output values");
        });
    }

    public async ValueTask DisposeAsync()
    {
        _owner?.Dispose();
        _admin?.Dispose();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<string?> PathAsync()
    {
        var listed = (await Owner.CallAsync("GET", $"/stacks?name={Stack}")).Body!["stacks"]!.AsArray();
        return listed.Count == 0 ? null : Owner.PathOf(listed[0]!["links"]![0]!["href"]!.GetValue<string>());
    }

    private async Task<string?> VersionAsync(string path) => (await Owner.CallAsync("GET", path + "/template")).Body!["description"]?.GetValue<string>();

    private static string VersionOf(JsonObject request) => request["template"]!["description"]!.GetValue<string>();

    private static bool IsNested(JsonNode resource) => resource["parent_resource"] is not null;

    /// <summary>Servers that don't have exactly one interface, on the port of their group.</summary>
    private async Task<IReadOnlyList<string?>> InterfacesAsync(JsonArray resources)
    {
        var ports = ById(resources, "port_");
        List<string?> wrong = [];
        foreach (var (name, server) in ById(resources, "server_"))
        {
            var cards = (await Owner.CloudAsync("GET", $"/compute/v2.1/servers/{server}/os-interface"))["interfaceAttachments"]!.AsArray().Select(card => card!["port_id"]!.GetValue<string>()).ToList();
            wrong.Add(cards.SequenceEqual([ports[name.Replace("server_", "port_", StringComparison.Ordinal)]]) ? null : $"{name}: {string.Join(", ", cards)}");
        }
        return wrong;
    }

    private static List<string> Attachments(Inventory inventory, JsonArray resources) =>
        [.. ById(resources, "volume_").Values.SelectMany(volume => inventory.Find("volume", volume)?["attachments"]?.AsArray().Select(each => $"{volume} in {each!["server_id"]}") ?? []).Order(StringComparer.Ordinal)];

    private static List<string> Pairs(JsonArray resources, string start)
    {
        var (volumes, servers) = (ById(resources, "volume_"), ById(resources, "server_"));
        return [.. ById(resources, start).Keys.Select(name => name[start.Length..]).Select(group => $"{volumes[$"volume_{group}"]} in {servers[$"server_{group}"]}").Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> ById(JsonArray resources, string start) => resources
        .Where(resource => resource!["resource_name"]!.GetValue<string>().StartsWith(start, StringComparison.Ordinal))
        .ToDictionary(resource => resource!["resource_name"]!.GetValue<string>(), resource => resource!["physical_resource_id"]!.GetValue<string>());

    private static List<string> Ids(JsonArray resources, string start) => [.. ById(resources, start).Values.Order(StringComparer.Ordinal)];

    private static List<string> Output(JsonNode stack, string name) =>
        [.. stack["outputs"]!.AsArray().Single(output => output!["output_key"]!.GetValue<string>() == name)!["output_value"]!.AsArray().Select(value => value!.GetValue<string>()).Order(StringComparer.Ordinal)];
}
