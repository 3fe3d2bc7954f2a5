using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Tests.Hosting;
using Heat.Tests.Storage;
using NUnit.Framework;

namespace Heat.Tests.Conformance;

/// <summary>
/// Conversations recorded from the reference are held with this server, and its answers compared value by value. A case is a pair of files in <c>cases/</c>: what is sent, and what the reference answered.
/// Where this server answers differently on purpose, <c>deviations.md</c> says why, and the case isn't here.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[Parallelizable(ParallelScope.Children)]
public sealed class RecordedConversationTests(DatabaseProvider provider)
{
    private DatabaseSettings _database = null!;
    private InProcessServer _server = null!;
    private ApiClient _client = null!;

    private static string Folder => Path.Combine(Repository.Root, "Heat.Tests", "Conformance", "cases");

    private static IEnumerable<TestCaseData> Cases => Directory.EnumerateFiles(Folder, "*.case.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => Path.GetRelativePath(Folder, file).Replace(".case.yaml", "", StringComparison.Ordinal))
        .Select(name => new TestCaseData(name).SetArgDisplayNames(name));

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _database = new DatabaseSettings(provider);
        _server = await InProcessServer.StartAsync([("Heat:Limits:MaxResourcesPerStack", "10000"), ("Heat:Limits:MaxStacksPerTenant", "10000"), .. _database.Settings]);
        _client = await ApiClient.LogInAsync(_server.ApiAddress, _server.CloudAddress);
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        _client?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [TestCaseSource(nameof(Cases))]
    public async Task A_conversation_goes_as_with_the_reference(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.case.yaml"));
        var recorded = ValueJson.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.golden.json")));
        var held = await new Conversation(_client, $"{_server.CfnAddress}/v1", (MapValue)TemplateParser.ParseMap(text, name, TemplateLimits.Default).ToValue()).HoldAsync();
        Assert.That(Differences(recorded, held), Is.Empty);
    }

    private static List<string> Differences(Value recorded, Value held)
    {
        var there = Leaves(recorded, "").ToDictionary(leaf => leaf.Path, leaf => leaf.Text);
        var here = Leaves(held, "").ToDictionary(leaf => leaf.Path, leaf => leaf.Text);
        return [.. there.Keys.Union(here.Keys)
            .Where(path => !IsAlike(path, there.GetValueOrDefault(path), here.GetValueOrDefault(path)))
            .Select(path => $"{path}: the reference says {there.GetValueOrDefault(path) ?? "nothing"}, this server {here.GetValueOrDefault(path) ?? "nothing"}")];
    }

    // Beyond what the reference says, this server warns of what would keep a stack from being made, and tells further complaints on lines of their own.
    private static bool IsAlike(string path, string? there, string? here) =>
        there == here
        || (there is null && path.Contains(".body.Warnings.", StringComparison.Ordinal))
        || (there is not null && path.EndsWith(".error.message", StringComparison.Ordinal) && here?.StartsWith($"{there[..^1]}\\n", StringComparison.Ordinal) == true);

    private static IEnumerable<(string Path, string Text)> Leaves(Value value, string path) => value switch
    {
        MapValue { Count: > 0 } map => map.SelectMany(entry => Leaves(entry.Value, $"{path}.{entry.Key}")),
        ListValue { Count: > 0 } list => list.SelectMany((item, index) => Leaves(item, $"{path}.{index}")),
        // 1, 1.0 and true are the same value to the reference's language, and to its recordings.
        IntegerValue or NumberValue or FlagValue => [(path, value.AsNumber() is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : value.AsFlag() == true ? "true" : "false")],
        _ => [(path, Normalisation.Blind(ValueText.Json(value)))],
    };
}
