using System.Text;
using System.Text.Json.Nodes;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.BadInput;

/// <summary>Nonsense and malice get a 4xx that says why, soon, and the server goes on serving.</summary>
[TestFixture]
public sealed class Refusals
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(60);

    private ServerProcess _server = null!;
    private ServerUser _user = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = new ServerProcess("Logging:LogLevel:Default=Warning");
        await _server.StartAsync();
        _user = await ServerUser.LogInAsync(_server);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _user?.Dispose();
        await _server.DisposeAsync();
    }

    [TearDown]
    public async Task ServesOnAsync() => Assert.That((await _user.CallAsync("GET", "/stacks")).Status, Is.EqualTo(200), "The server has to go on serving.");

    /// <summary>Whole bodies of POST /stacks.</summary>
    private static IEnumerable<TestCaseData> Bodies()
    {
        yield return Case("truncated", "{\"stack_name\": \"x\", \"template\": {", "");
        yield return Case("not an object", "[1, 2]", "malformed");
        yield return Case("empty", "", "malformed");
        yield return Case("ten thousand levels", $"{{\"stack_name\": \"x\", \"template\": {new string('[', 10_000)}{new string(']', 10_000)}}}", "");
        yield return Case("ten megabytes", $"{{\"stack_name\": \"x\", \"template\": \"{new string('x', 10_000_000)}\"}}", "exceeds maximum allowed size");
        yield return Case("half a surrogate", "{\"stack_name\": \"\\ud800\", \"template\": \"x\"}", "");
        yield return Case("half a surrogate in a key", "{\"stack_name\": \"x\", \"template\": {\"\\udc00\": 1}}", "");
        yield return Case("a huge number", "{\"stack_name\": \"x\", \"template\": {\"heat_template_version\": 1e400}}", "");
        yield return Case("beyond 64 bits", "{\"stack_name\": \"x\", \"timeout_mins\": 99999999999999999999999, \"template\": {\"heat_template_version\": \"2018-08-31\"}}", "");
        yield return Case("no name", "{\"template\": {\"heat_template_version\": \"2018-08-31\"}}", "No stack name specified");
        yield return Case("no template", "{\"stack_name\": \"x\"}", "No template specified");
        yield return Case("an address instead of a template", "{\"stack_name\": \"x\", \"template_url\": \"http://169.254.169.254/latest\"}", "");
        yield return Case("a list of parameters", "{\"stack_name\": \"x\", \"template\": {\"heat_template_version\": \"2018-08-31\"}, \"parameters\": [1]}", null);
        yield return Case("a wrong flag", "{\"stack_name\": \"x\", \"template\": {\"heat_template_version\": \"2018-08-31\"}, \"disable_rollback\": \"perhaps\"}", "disable_rollback");
        yield return Case("a path for a name", "{\"stack_name\": \"../../etc/passwd\", \"template\": {\"heat_template_version\": \"2018-08-31\"}}", "Invalid stack name");
        yield return Case("NUL in the name", "{\"stack_name\": \"a\\u0000b\", \"template\": {\"heat_template_version\": \"2018-08-31\"}}", "Invalid stack name");

        static TestCaseData Case(string name, string body, string? message) => new TestCaseData(Encoding.UTF8.GetBytes(body), message).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task A_body(byte[] body, string? message) => AssertRefused(await _user.CallAsync("POST", "/stacks", body).WaitAsync(s_soon), message);

    [Test]
    public async Task A_body_that_is_not_UTF8()
    {
        byte[] body = [.. "{\"stack_name\": \""u8, 0xff, 0xfe, .. "\", \"template\": {\"heat_template_version\": \"2018-08-31\"}}"u8];
        AssertRefused(await _user.CallAsync("POST", "/stacks", body).WaitAsync(s_soon), "");
    }

    private static readonly TestCaseData[] s_templates =
    [
        Template("an unknown section", "nonsense: {}", "nonsense"),
        Template("an unknown type", "resources: {a: {type: OS::No::Such}}", "OS::No::Such"),
        Template("an unknown property", "resources: {a: {type: OS::Heat::RandomString, properties: {lenght: 3}}}", "lenght"),
        Template("a property of a wrong type", "resources: {a: {type: OS::Heat::RandomString, properties: {length: many}}}", "length"),
        Template("a cycle", "resources: {a: {type: OS::Heat::Value, depends_on: b, properties: {value: 1}}, b: {type: OS::Heat::Value, depends_on: a, properties: {value: 1}}}", "Circular"),
        Template("a missing resource", "resources: {a: {type: OS::Heat::Value, properties: {value: {get_resource: gone}}}}", "gone"),
        Template("a missing parameter", "resources: {a: {type: OS::Heat::Value, properties: {value: {get_param: gone}}}}", "gone"),
        Template("a missing security group", "resources: {a: {type: OS::Neutron::SecurityGroupRule, properties: {security_group: gone}}}", "gone"),
        Template("a missing file", "resources: {a: {type: OS::Heat::Value, properties: {value: {get_file: /etc/passwd}}}}", "/etc/passwd"),
        Template("a file of the server as a type", "resources: {a: {type: 'file:///etc/passwd'}}", "/etc/passwd"),
        Template("ten thousand levels", "x: " + new string('[', 10_000) + new string(']', 10_000), ""),
        Template("aliases that explode", Bomb(), ""),
        Template("a repeat that explodes", Explosion(), ""),
    ];

    [TestCaseSource(nameof(s_templates))]
    public async Task A_template(string template, string message)
    {
        var request = new JsonObject { ["stack_name"] = "bad", ["template"] = "heat_template_version: 2018-08-31\n" + template };
        AssertRefused(await _user.CallAsync("POST", "/stacks", request).WaitAsync(s_soon), message);
    }

    [Test]
    public async Task An_environment_of_ten_thousand_levels()
    {
        var request = Simple("bad");
        request["environment"] = "parameters: " + new string('[', 10_000) + new string(']', 10_000);
        AssertRefused(await _user.CallAsync("POST", "/stacks", request).WaitAsync(s_soon), "Nesting");
    }

    [Test]
    public async Task A_template_that_includes_itself()
    {
        const string Self = "{heat_template_version: 2018-08-31, resources: {again: {type: self.yaml}}}";
        var request = new JsonObject { ["stack_name"] = "bad", ["template"] = Self, ["files"] = new JsonObject { ["self.yaml"] = Self } };
        AssertRefused(await _user.CallAsync("POST", "/stacks", request).WaitAsync(s_soon), "");
    }

    [Test]
    public async Task A_pattern_that_takes_for_ever_is_given_up()
    {
        var request = new JsonObject
        {
            ["stack_name"] = "bad",
            ["template"] = "{heat_template_version: 2018-08-31, parameters: {p: {type: string, constraints: [{allowed_pattern: '(a+)+$'}]}}}",
            ["parameters"] = new JsonObject { ["p"] = new string('a', 40) + "!" },
        };
        AssertRefused(await _user.CallAsync("POST", "/stacks", request).WaitAsync(s_soon), "p");
    }

    [TestCase("")]
    [TestCase("no-such-token")]
    [TestCase("a token with spaces")]
    public async Task A_wrong_token(string token)
    {
        var answer = await _user.SendAsync("GET", $"{_server.ApiUrl}/v1/{_user.Project}/stacks", null, ("X-Auth-Token", token)).WaitAsync(s_soon);
        Assert.That(answer.Status, Is.EqualTo(401).Or.EqualTo(400));
    }

    [Test]
    public async Task What_belongs_to_others()
    {
        var path = await _user.CreateAsync(Simple("mine"));
        using var other = await ServerUser.LogInAsync(_server, "alt_demo", "alt_demo");
        foreach (var (method, below) in ((string, string)[])[("GET", ""), ("PUT", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/resources"), ("GET", "/events"), ("GET", "/template"), ("GET", "/environment"), ("GET", "/outputs"), ("POST", "/actions")])
        {
            JsonNode? body = method is "PUT" or "PATCH" ? Simple("mine") : method == "POST" ? new JsonObject { ["check"] = null } : null;
            var inOwnProject = await other.CallAsync(method, path + below, body?.DeepClone());
            var inForeignProject = await other.SendAsync(method, $"{_server.ApiUrl}/v1/{_user.Project}{path}{below}", null);
            Assert.That((inOwnProject.Status, inForeignProject.Status), Is.EqualTo((404, 403)), $"{method} {below}");
        }
        Assert.That((await _user.CallAsync("GET", path)).Status, Is.EqualTo(200));
    }

    [TestCase("/stacks/..%2f..%2fetc/passwd")]
    [TestCase("/stacks/a%00b")]
    [TestCase("/stacks/x/not-an-id")]
    [TestCase("/stacks?limit=99999999999999999999")]
    [TestCase("/stacks?limit=-1")]
    [TestCase("/stacks/%ff%fe")]
    public async Task A_path(string path) => Assert.That((await _user.CallAsync("GET", path).WaitAsync(s_soon)).Status, Is.InRange(400, 499));

    private static JsonObject Simple(string name) => new() { ["stack_name"] = name, ["template"] = "{heat_template_version: 2018-08-31, resources: {a: {type: OS::Heat::RandomString}}}" };

    private static TestCaseData Template(string name, string template, string message) => new TestCaseData(template, message).SetArgDisplayNames(name);

    private static string Bomb() =>
        "x0: &x0 [a, a, a, a, a, a, a, a, a]\n" + string.Concat(Enumerable.Range(1, 12).Select(level => $"x{level}: &x{level} [{string.Join(", ", Enumerable.Repeat($"*x{level - 1}", 9))}]\n"));

    private static string Explosion()
    {
        var hundred = string.Join(", ", Enumerable.Range(0, 100));
        return $"resources: {{a: {{type: OS::Heat::Value, properties: {{value: {{repeat: {{template: w x y z, for_each: {{w: [{hundred}], x: [{hundred}], y: [{hundred}], z: [{hundred}]}}}}}}}}}}}}";
    }

    /// <param name="message">What the message names; null where the reference has none.</param>
    private static void AssertRefused(ServerAnswer answer, string? message) => Assert.Multiple(() =>
    {
        Assert.That(answer.Status, Is.InRange(400, 499), answer.Text[..Math.Min(answer.Text.Length, 500)]);
        if (message is not null)
            Assert.That(answer.Message, Is.Not.Empty.And.Contain(message));
    });
}
