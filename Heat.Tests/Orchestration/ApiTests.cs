using Heat.Core.Values;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Orchestration;

/// <summary>Parts of the orchestration API that no recorded conversation shows.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class ApiTests
{
    private InProcessServer _server = null!;
    private ApiClient _client = null!;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _server = await InProcessServer.StartAsync(("Heat:Limits:MaxSnapshotsPerStack", "1"));
        _client = await ApiClient.LogInAsync(_server.ApiAddress, _server.CloudAddress);
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [TestCase("arn:openstack:heat::p:stacks/web/id", ""), TestCase("arn%3Aopenstack%3Aheat%3A%3Ap%3Astacks%2Fweb%2Fid", ""), TestCase("arn:openstack:heat::p:stacks%2Fweb%2Fid", "/resources/a?with_attr=b")]
    public async Task The_address_of_a_stack_leads_to_it_escaped_or_not(string address, string rest)
    {
        var answer = await _client.CallAsync("GET", $"/stacks/{address}{rest}");
        Assert.That((answer.Status, answer.Location), Is.EqualTo((302, $"{_client.Root}/v1/p/stacks/web/id{rest}")));
    }

    [Test]
    public async Task The_api_describes_every_route_with_its_policy_and_parameters()
    {
        var description = (MapValue)(await _client.CallAsync("GET", "root:/openapi/v1.json")).Body;
        var operations = ((MapValue)description.Get("paths")).SelectMany(path => ((MapValue)path.Value).Select(operation => (Path: path.Key, Operation: (MapValue)operation.Value))).ToList();
        Assert.That(operations, Has.Count.AtLeast(53));
        Assert.That(operations.Select(each => each.Operation.Get("operationId")), Is.Unique);
        Assert.That(operations.Select(each => each.Operation.Get("x-policy").AsText()), Has.None.Null);
        foreach (var (path, operation) in operations)
            Assert.That(
                operation.Get("parameters").AsList()!.Select(parameter => (MapValue)parameter).Where(parameter => parameter.Get("in").AsText() == "path").Select(parameter => $"{{{parameter.Get("name")}}}"),
                Is.EqualTo(path.Split('/').Where(part => part.StartsWith('{'))));
    }

    [Test]
    public async Task Events_are_followed_until_the_stack_is_gone()
    {
        var stack = await CreateAsync("followed", "{a: {type: OS::Heat::None}}");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(90) };
        http.DefaultRequestHeaders.Add("X-Auth-Token", _client.Token);
        using var answer = await http.GetAsync($"{_client.Endpoint}{stack}/events?follow=true", HttpCompletionOption.ResponseHeadersRead);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        await _client.CallAsync("DELETE", stack);
        var stream = await answer.Content.ReadAsStringAsync();
        var told = stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => (MapValue)ValueJson.Parse(line[6..])).Select(line => $"{line.Get("resource_name")} {line.Get("resource_status")}").ToList();
        Assert.That(told, Is.EqualTo(new[]
        {
            "followed CREATE_IN_PROGRESS", "a CREATE_IN_PROGRESS", "a CREATE_COMPLETE", "followed CREATE_COMPLETE",
            "followed DELETE_IN_PROGRESS", "a DELETE_IN_PROGRESS", "a DELETE_COMPLETE", "followed DELETE_COMPLETE",
        }));
    }

    [Test]
    public async Task Pages_of_events_make_the_whole_list_in_every_order([Values("event_time", "resource_type")] string key, [Values("asc", "desc")] string direction)
    {
        var stack = await CreateAsync($"paged-{key.Replace('_', '-')}-{direction}", "{a: {type: OS::Heat::None}, b: {type: OS::Heat::Value, properties: {value: 1}}}");
        var order = $"sort_keys={key}&sort_dir={direction}";
        var whole = await EventIdsAsync($"{stack}/events?{order}");
        var paged = new List<string>();
        for (var page = await EventIdsAsync($"{stack}/events?{order}&limit=2"); page.Count > 0; page = await EventIdsAsync($"{stack}/events?{order}&limit=2&marker={page[^1]}"))
            paged.AddRange(page);
        Assert.That(whole, Has.Count.EqualTo(6));
        Assert.That(paged, Is.EqualTo(whole));
    }

    [Test]
    public async Task Pages_of_stacks_make_the_whole_list_in_every_order(
        [Values("creation_time", "stack_name", "stack_status", "updated_time", "stack_status&sort_keys=stack_name", "updated_time&sort_keys=stack_status&sort_keys=creation_time")] string keys, [Values("asc", "desc")] string direction)
    {
        var tag = Guid.NewGuid().ToString("N");
        string[] names = ["a", "b", "c", "d", "e"];
        foreach (var name in names)
            await CreateAsync($"{name}-{tag}", "{a: {type: OS::Heat::None}}", MapValue.Of(("tags", tag)));
        var whole = await StackIdsAsync($"/stacks?tags={tag}&sort_keys={keys}&sort_dir={direction}");
        var paged = new List<string>();
        for (var page = whole[..1]; page.Count > 0; page = await StackIdsAsync($"/stacks?tags={tag}&sort_keys={keys}&sort_dir={direction}&limit=2&marker={page[^1]}"))
            paged.AddRange(page);
        Assert.That(whole, Has.Count.EqualTo(names.Length));
        Assert.That(paged, Is.EqualTo(whole));
    }

    [Test]
    public async Task A_preview_looks_into_nested_stacks_when_it_is_told_to()
    {
        const string Two = "{group: {type: OS::Heat::ResourceGroup, properties: {count: 2, resource_def: {type: OS::Heat::None}}}}";
        const string Three = "{group: {type: OS::Heat::ResourceGroup, properties: {count: 3, resource_def: {type: OS::Heat::None}}}}";
        var stack = await CreateAsync("nested-preview", Two);
        var flat = await _client.CallAsync("PUT", $"{stack}/preview", Body(Three));
        var deep = await _client.CallAsync("PUT", $"{stack}/preview?show_nested=true", Body(Three));
        Assert.Multiple(() =>
        {
            Assert.That(Names(flat, "updated"), Is.EqualTo(new[] { "group" }));
            Assert.That(Names(flat, "added"), Is.Empty);
            Assert.That(Names(deep, "added"), Is.EqualTo(new[] { "2" }));
            Assert.That(Names(deep, "unchanged"), Is.EqualTo(new[] { "0", "1" }));
        });
    }

    [Test]
    public async Task The_preview_of_a_new_stack_shows_nested_stacks_as_lists()
    {
        var preview = await _client.CallAsync("POST", "/stacks/preview", Body("{group: {type: OS::Heat::ResourceGroup, properties: {count: 2, resource_def: {type: OS::Heat::Value, properties: {value: '%index%'}}}}}").With("stack_name", "new"));
        var members = preview.Dig("stack.resources.0").AsList()!;
        Assert.Multiple(() =>
        {
            Assert.That(members.Select(member => ApiAnswer.Dig(member, "attributes.value")), Is.EqualTo(new Value[] { "0", "1" }));
            Assert.That(members.Select(member => ApiAnswer.Dig(member, "stack_name")), Is.All.EqualTo((Value)"new-group"));
            Assert.That(members.Select(member => ApiAnswer.Dig(member, "parent_resource")), Is.All.EqualTo((Value)"group"));
        });
    }

    [Test]
    public async Task No_more_snapshots_are_taken_than_allowed()
    {
        var stack = await CreateAsync("many-snapshots", "{a: {type: OS::Heat::None}}");
        Assert.That((await _client.CallAsync("POST", $"{stack}/snapshots", MapValue.Of(("name", "one")))).Status, Is.EqualTo(200));
        await SettleAsync(stack);
        var refused = await _client.CallAsync("POST", $"{stack}/snapshots", MapValue.Of(("name", "two")));
        Assert.That((refused.Status, refused.Dig("error.type").AsText()), Is.EqualTo((400, "RequestLimitExceeded")));
        Assert.That((await _client.CallAsync("GET", $"{stack}/snapshots/{Guid.NewGuid()}")).Status, Is.EqualTo(404));
    }

    [TestCase("""{"adopt_stack_data": "[]"}""")]
    [TestCase("""{"adopt_stack_data": "{}"}""")]
    [TestCase("""{"adopt_stack_data": 7}""")]
    [TestCase("""{"adopt_stack_data": {"template": 7}}""")]
    public async Task Documents_that_nothing_can_be_made_of_are_refused(string body)
    {
        var answer = await _client.CallAsync("POST", "/stacks", ((MapValue)ValueJson.Parse(body)).With("stack_name", "refused"));
        Assert.That(answer.Status, Is.EqualTo(400));
    }

    private static string[] Names(ApiAnswer answer, string change) =>
        [.. answer.Dig($"resource_changes.{change}").AsList()!.Select(item => ((MapValue)item).Get("resource_name").AsText()!)];

    private static MapValue Body(string resources) => MapValue.Of(("template", $"heat_template_version: 2018-08-31\nresources: {resources}"));

    private async Task<List<string>> EventIdsAsync(string path) =>
        [.. (await _client.CallAsync("GET", path)).Dig("events").AsList()!.Select(item => ((MapValue)item).Get("id").AsText()!)];

    private async Task<List<string>> StackIdsAsync(string path) =>
        [.. (await _client.CallAsync("GET", path)).Dig("stacks").AsList()!.Select(item => ((MapValue)item).Get("id").AsText()!)];

    private async Task<string> CreateAsync(string name, string resources, MapValue? more = null)
    {
        var answer = await _client.CallAsync("POST", "/stacks", Body(resources).With("stack_name", name).With(more ?? MapValue.Empty));
        var path = $"/stacks/{name}/{answer.Dig("stack.id").AsText()}";
        await SettleAsync(path);
        return path;
    }

    private async Task SettleAsync(string stack)
    {
        while ((await _client.CallAsync("GET", stack)).Dig("stack.stack_status").AsText()!.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20));
    }
}
