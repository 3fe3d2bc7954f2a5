using System.Diagnostics;
using System.Text.Json.Nodes;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.BadInput;

/// <summary>A call to the cloud that fails: the resource tells the service's own words, and the stack does what its rollback setting says.</summary>
[TestFixture]
public sealed class FailingCloud
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private ServerProcess _server = null!;
    private ServerUser _user = null!;
    private ServerUser _admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = new ServerProcess("Heat:Cloud:CallTimeoutSeconds=1", "Heat:Engine:RetryPauseSeconds=0.05", "Logging:LogLevel:Default=Warning");
        await _server.StartAsync();
        _user = await ServerUser.LogInAsync(_server);
        _admin = await ServerUser.LogInAsync(_server, "admin", "demo");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _user?.Dispose();
        _admin?.Dispose();
        await _server.DisposeAsync();
    }

    [TearDown]
    public Task ForgetFaultsAsync() => _admin.CloudAsync("DELETE", "/faults");

    [TestCase(500, "The disk of the service is full.")]
    [TestCase(404, "Network service has lost something.")]
    [TestCase(409, "Quota exceeded for resources: ['network'].")]
    [TestCase(403, "Quota exceeded, too many networks.")]
    public async Task Its_words_are_told(int status, string message)
    {
        await FailAsync(new JsonObject { ["method"] = "POST", ["path"] = "/network/v2.0/networks", ["times"] = 1000, ["status"] = status, ["body"] = Fault(message) });
        var stack = await RunAsync($"told-{status}", disableRollback: true);
        var resource = (await _user.CallAsync("GET", $"{PathOf(stack)}/resources/net")).Body!["resource"]!;
        Assert.Multiple(() =>
        {
            Assert.That(stack["stack_status"]!.GetValue<string>(), Is.EqualTo("CREATE_FAILED"));
            Assert.That(stack["stack_status_reason"]!.GetValue<string>(), Does.Contain("resources.net: ").And.Contain(message));
            Assert.That(resource["resource_status"]!.GetValue<string>(), Is.EqualTo("CREATE_FAILED"));
            Assert.That(resource["resource_status_reason"]!.GetValue<string>(), Does.Contain(message));
        });
    }

    [Test]
    public async Task What_failed_is_rolled_back_when_that_is_wanted()
    {
        await FailAsync(new JsonObject { ["method"] = "POST", ["path"] = "/network/v2.0/networks", ["times"] = 1000, ["status"] = 500, ["body"] = Fault("No.") });
        var stack = await RunAsync("rolled-back", disableRollback: false);
        Assert.That(stack["stack_status"]!.GetValue<string>(), Is.EqualTo("ROLLBACK_COMPLETE"));
        Assert.That((await _user.CallAsync("GET", $"{PathOf(stack)}/resources")).Body!["resources"]!.AsArray(), Is.Empty);
    }

    [TestCase("a conflict", """{"method": "POST", "path": "/network/v2.0/networks", "times": 2, "status": 409, "body": {"NeutronError": {"type": "Conflict", "message": "Busy.", "detail": ""}}}""")]
    [TestCase("a slow answer", """{"method": "POST", "path": "/network/v2.0/networks", "times": 1, "delay_seconds": 0.5}""")]
    [TestCase("reading that is unavailable", """{"method": "GET", "path": "/network/v2.0/networks", "times": 2, "status": 503, "body": {}}""")]
    public async Task What_passes_is_survived(string name, string fault)
    {
        await FailAsync(JsonNode.Parse(fault)!.AsObject());
        var stack = await RunAsync("survived-" + name.Replace(' ', '-'), disableRollback: true);
        Assert.That(stack["stack_status"]!.GetValue<string>(), Is.EqualTo("CREATE_COMPLETE"), stack["stack_status_reason"]!.GetValue<string>());
    }

    [Test]
    public async Task A_service_that_never_answers_is_given_up()
    {
        await FailAsync(new JsonObject { ["method"] = "POST", ["path"] = "/network/v2.0/networks", ["times"] = 1000, ["hang_seconds"] = 60 });
        var watch = Stopwatch.StartNew();
        var stack = await RunAsync("hanging", disableRollback: true);
        Assert.That(stack["stack_status_reason"]!.GetValue<string>(), Does.Contain("timed out"));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(55)));
    }

    private Task FailAsync(JsonObject fault) => _admin.CloudAsync("POST", "/faults", fault);

    private async Task<JsonNode> RunAsync(string name, bool disableRollback)
    {
        var path = await _user.CreateAsync(new JsonObject
        {
            ["stack_name"] = name,
            ["template"] = "{heat_template_version: 2018-08-31, resources: {text: {type: OS::Heat::RandomString}, net: {type: OS::Neutron::Net, depends_on: text}}}",
            ["disable_rollback"] = disableRollback,
        });
        return await _user.SettledAsync(path, s_patience) ?? throw new InvalidOperationException($"{name} is gone.");
    }

    private static string PathOf(JsonNode stack) => $"/stacks/{stack["stack_name"]}/{stack["id"]}";

    private static JsonObject Fault(string message) => new() { ["NeutronError"] = new JsonObject { ["type"] = "TheFault", ["message"] = message, ["detail"] = "" } };
}
