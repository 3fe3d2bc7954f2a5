using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>What the stock client asks of the cloud itself and of the catalogue of types and functions.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CloudCommands
{
    [Test]
    public async Task A_token_is_issued_for_the_project()
    {
        var token = await RunningHeat.Client.AskAsync("token", "issue");
        Assert.That(token["project_id"]!.GetValue<string>(), Is.Not.Empty);
    }

    [TestCase("image list", "cirros")]
    [TestCase("flavor list", "m1.tiny")]
    [TestCase("network list", "private")]
    [TestCase("network list", "public")]
    [TestCase("keypair list", "demo-key")]
    public async Task A_new_cloud_has_what_templates_build_on(string command, string name)
    {
        var found = await RunningHeat.Client.AskAsync(command.Split(' '));
        Assert.That(Column(found, "Name"), Does.Contain(name));
    }

    [TestCase("server list")]
    [TestCase("volume list")]
    public async Task What_users_make_can_be_listed(string command) =>
        Assert.That(await RunningHeat.Client.AskAsync(command.Split(' ')), Is.InstanceOf<JsonArray>());

    [Test]
    [Holds("orchestration resource type list", "orchestration resource type show")]
    public async Task Resource_types_are_listed_and_shown()
    {
        var types = await RunningHeat.Client.AskAsync("orchestration", "resource", "type", "list");
        Assert.That(Column(types, "Resource Type"), Does.Contain("OS::Nova::Server").And.Contains("OS::Heat::RandomString"));
        var type = await RunningHeat.Client.AskAsync("orchestration", "resource", "type", "show", "OS::Heat::RandomString");
        Assert.That(type["properties"]!.AsObject().ContainsKey("length"));
        var template = await RunningHeat.Client.AskAsync("orchestration", "resource", "type", "show", "--template-type", "hot", "OS::Heat::RandomString");
        Assert.That(template["resources"]!["RandomString"]!["type"]!.GetValue<string>(), Is.EqualTo("OS::Heat::RandomString"));
    }

    [Test]
    [Holds("orchestration template version list", "orchestration template function list")]
    public async Task Template_versions_and_their_functions_are_listed()
    {
        var versions = await RunningHeat.Client.AskAsync("orchestration", "template", "version", "list");
        Assert.That(Column(versions, "Version"), Does.Contain("heat_template_version.2021-04-16"));
        var functions = await RunningHeat.Client.AskAsync("orchestration", "template", "function", "list", "heat_template_version.2021-04-16");
        Assert.That(Column(functions, "Functions"), Does.Contain("get_attr").And.Contains("str_replace"));
    }

    [Test]
    [Holds("orchestration build info")]
    public async Task The_build_is_told()
    {
        var build = await RunningHeat.Client.AskAsync("orchestration", "build", "info");
        Assert.That(build.AsObject().Select(part => part.Key), Is.EqualTo(new[] { "api", "engine" }));
    }

    [Test]
    [Holds("orchestration template validate")]
    public async Task Every_example_is_valid([ValueSource(nameof(Examples))] string example)
    {
        var answer = await RunningHeat.Client.AskAsync("orchestration", "template", "validate", "-t", $"templates/{example}");
        Assert.That(answer["Description"]!.GetValue<string>(), Is.Not.Empty);
    }

    [Test]
    public async Task A_faulty_template_is_refused_with_the_reason()
    {
        using var template = new TemplateFile("resources: { thing: { type: OS::No::Such } }");
        var complaint = await RunningHeat.Client.ComplaintAsync("orchestration", "template", "validate", "-t", template.Path);
        Assert.That(complaint, Does.Contain("OS::No::Such"));
    }

    private static IEnumerable<string> Examples() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "templates"), "*.yaml")
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("heat_template_version", StringComparison.Ordinal)))
            .Select(file => Path.GetFileName(file));

    private static IEnumerable<string?> Column(JsonNode rows, string name) => rows.AsArray().Select(row => row![name]?.GetValue<string>());
}
