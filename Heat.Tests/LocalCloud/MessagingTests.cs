using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.LocalCloud;

public sealed class MessagingTests
{
    private const string Queue = "/messaging/v2/queues/q";
    private const string Reader = "6f1d6f4e-6f0c-4f0e-9b0a-0f5a3f6b0001";
    private const string Writer = "6f1d6f4e-6f0c-4f0e-9b0a-0f5a3f6b0002";

    private RunningCloud _cloud = null!;
    private CloudSession _demo = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _cloud = await RunningCloud.StartAsync();
        _demo = await _cloud.LogInAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _cloud.DisposeAsync();

    [Test]
    public async Task The_catalogue_lists_the_service()
    {
        var entry = _demo.Facts["catalog"]!.AsArray().Single(service => service!["type"]!.GetValue<string>() == "messaging");
        Assert.That(entry!["endpoints"]!.AsArray().First()!["url"]!.GetValue<string>(), Does.EndWith("/messaging"));
    }

    [TestCase(null, "The \"Client-Id\" header is required.")]
    [TestCase("me", "Malformed hexadecimal UUID.")]
    public async Task A_program_has_to_say_which_one_it_is(string? client, string message)
    {
        var answer = await _demo.GetAsync("/messaging/v2/queues", client is null ? [] : [("Client-ID", client)]);
        Assert.That((answer.Status, Description(answer)), Is.EqualTo((400, message)));
    }

    [Test]
    public async Task Messages_come_in_the_order_in_which_they_were_posted_page_after_page_and_to_others_than_their_author()
    {
        await PostAsync("""{"messages":[{"body":1,"ttl":60},{"body":2,"ttl":60}]}""");
        await PostAsync("""{"messages":[{"body":{"n":3}}]}""");
        var first = await CallAsync("GET", $"{Queue}/messages?limit=2");
        var next = first.Body!["links"]![0]!["href"]!.GetValue<string>();
        var second = await CallAsync("GET", $"/messaging{next}");
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(Bodies(first), Is.EqualTo(new[] { "1", "2" }));
            Assert.That(Bodies(second), Is.EqualTo(new[] { """{"n":3}""" }));
            Assert.That(second.Body!["messages"]![0]!["ttl"]!.GetValue<int>(), Is.EqualTo(3600));
            Assert.That(Bodies(await CallAsync("GET", $"{Queue}/messages", client: Writer)), Is.Empty);
            Assert.That(Bodies(await CallAsync("GET", $"{Queue}/messages?echo=true", client: Writer)), Has.Length.EqualTo(3));
        });
    }

    [Test]
    public async Task A_message_goes_when_it_is_deleted_popped_or_over()
    {
        var posted = await PostAsync("""{"messages":[{"body":1,"ttl":60},{"body":2,"ttl":60},{"body":3,"ttl":60},{"body":4,"ttl":120}]}""");
        var second = posted.Body!["resources"]![1]!.GetValue<string>();
        Assert.That((await CallAsync("DELETE", $"/messaging{second}")).Status, Is.EqualTo(204));
        Assert.That((await CallAsync("GET", $"/messaging{second}")).Status, Is.EqualTo(404));
        Assert.That(Bodies(await CallAsync("DELETE", $"{Queue}/messages?pop=1")), Is.EqualTo(new[] { "1" }));
        _cloud.Time.Pass(60);
        Assert.That(Bodies(await CallAsync("GET", $"{Queue}/messages")), Is.EqualTo(new[] { "4" }));
    }

    [Test]
    public async Task Claimed_messages_are_kept_from_others_until_the_claim_ends()
    {
        await PostAsync("""{"messages":[{"body":1,"ttl":3600},{"body":2,"ttl":3600}]}""");
        var claim = await CallAsync("POST", $"{Queue}/claims?limit=1", """{"ttl":100,"grace":60}""");
        var address = claim.Header("Location")!;
        var message = claim.Body!["messages"]![0]!["href"]!.GetValue<string>();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(claim.Status, Is.EqualTo(201));
            Assert.That(Bodies(await CallAsync("GET", $"{Queue}/messages")), Is.EqualTo(new[] { "2" }));
            Assert.That((await CallAsync("DELETE", $"/messaging{message.Split('?')[0]}")).Status, Is.EqualTo(403));
            Assert.That(Bodies(await CallAsync("GET", $"/messaging{address}")), Is.EqualTo(new[] { "1" }));
        });
        Assert.That((await CallAsync("PATCH", $"/messaging{address}", """{"ttl":200,"grace":60}""")).Status, Is.EqualTo(204));
        _cloud.Time.Pass(150);
        Assert.That(Bodies(await CallAsync("GET", $"{Queue}/messages")), Is.EqualTo(new[] { "2" }));
        _cloud.Time.Pass(60);
        Assert.That(Bodies(await CallAsync("GET", $"{Queue}/messages")), Is.EqualTo(new[] { "1", "2" }));
        Assert.That((await CallAsync("GET", $"/messaging{address}")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_claimed_message_is_deleted_by_who_holds_it()
    {
        await PostAsync("""{"messages":[{"body":1}]}""");
        var claim = await CallAsync("POST", $"{Queue}/claims");
        var message = claim.Body!["messages"]![0]!["href"]!.GetValue<string>();
        Assert.That((await CallAsync("DELETE", $"/messaging{message}")).Status, Is.EqualTo(204));
        Assert.That((await CallAsync("POST", $"{Queue}/claims")).Status, Is.EqualTo(204));
    }

    [Test]
    public async Task A_queue_keeps_metadata_and_settings()
    {
        Assert.That((await CallAsync("PUT", Queue, """{"owner":"me","_default_message_ttl":100}""")).Status, Is.EqualTo(201));
        Assert.That((await CallAsync("PUT", Queue)).Status, Is.EqualTo(204));
        var patched = await PatchAsync("""[{"op":"add","path":"/metadata/colour","value":"red"},{"op":"replace","path":"/metadata/owner","value":"you"},{"op":"remove","path":"/metadata/_default_message_ttl"}]""");
        Assert.That(patched.Status, Is.EqualTo(200));
        var shown = (await CallAsync("GET", Queue)).Body!;
        Assert.Multiple(() =>
        {
            Assert.That(shown["owner"]!.GetValue<string>(), Is.EqualTo("you"));
            Assert.That(shown["colour"]!.GetValue<string>(), Is.EqualTo("red"));
            Assert.That(shown["_default_message_ttl"]!.GetValue<int>(), Is.EqualTo(3600));
        });
        Assert.That((await PatchAsync("""[{"op":"remove","path":"/metadata/nothing"}]""")).Status, Is.EqualTo(409));
        Assert.That((await CallAsync("GET", "/messaging/v2/queues?detailed=true")).Body!["queues"]![0]!["metadata"]!["owner"]!.GetValue<string>(), Is.EqualTo("you"));
        Assert.That((await CallAsync("DELETE", Queue)).Status, Is.EqualTo(204));
        Assert.That((await CallAsync("GET", "/messaging/v2/queues")).Body!["queues"]!.AsArray(), Is.Empty);
    }

    [TestCase("POST", "/messages", """{"messages":[{"body":1,"ttl":59}]}""", "The TTL for a message may not exceed 1209600 seconds, and must be at least 60 seconds long.")]
    [TestCase("POST", "/messages", """{"messages":[{"body":1,"ttl":"60"}]}""", "The value of the \"ttl\" field must be a int.")]
    [TestCase("POST", "/messages", """{"messages":[{"ttl":60}]}""", "Missing \"body\" field.")]
    [TestCase("POST", "/messages", """{"messages":[]}""", "No messages to enqueu.")]
    [TestCase("POST", "/messages", "{}", "No messages were found in the request body.")]
    [TestCase("GET", "/messages?limit=21", null, "Limit must be at least 1 and may not be greater than 20.")]
    [TestCase("DELETE", "/messages", null, "The request should have either \"ids\" or \"pop\" parameter in the request, to be able to delete.")]
    [TestCase("DELETE", "/messages?pop=21", null, "Pop value must be at least 1 and may not be greater than 20.")]
    [TestCase("POST", "/claims", """{"ttl":1}""", "The TTL for a claim may not exceed 43200 seconds, and must be at least 60 seconds long.")]
    [TestCase("PUT", "", """{"_default_message_ttl":1}""", "_default_message_ttl can not exceed 1209600, and must be at least 60.")]
    [TestCase("POST", "/subscriptions", """{"subscriber":"pigeon:me"}""", "The subscriber type of subscription must be supported in the list ['http', 'https', 'mailto', 'trust+http', 'trust+https'].")]
    [TestCase("POST", "/subscriptions", """{"subscriber":"http://a","ttl":999999999999}""", "The TTL seconds for a subscription plus current time must be less than 9999-12-31T23:59:59.999999.")]
    [TestCase("POST", "/share", """{"paths":["stats"]}""", "Invalid paths: stats")]
    public async Task What_a_request_has_wrong_is_told(string method, string path, string? body, string message)
    {
        var answer = await CallAsync(method, Queue + path, body);
        Assert.That((answer.Status, Description(answer)), Is.EqualTo((400, message)));
    }

    [Test]
    public async Task Names_of_queues_have_their_limits()
    {
        Assert.That((await CallAsync("PUT", $"/messaging/v2/queues/{new string('q', 65)}")).Status, Is.EqualTo(400));
        Assert.That((await CallAsync("PUT", "/messaging/v2/queues/a%20b")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task A_signature_lets_anybody_do_what_it_was_made_for_and_nothing_else()
    {
        await PostAsync("""{"messages":[{"body":1}]}""");
        var signed = (await CallAsync("POST", $"{Queue}/share", """{"methods":["GET","POST"]}""")).Body!.AsObject();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(signed["paths"]!.ToJsonString(), Is.EqualTo("""["/v2/queues/q/messages"]"""));
            Assert.That(Bodies(await SignedAsync("GET", $"{Queue}/messages", signed)), Is.EqualTo(new[] { "1" }));
            Assert.That((await SignedAsync("DELETE", $"{Queue}/messages?pop=1", signed)).Status, Is.EqualTo(404));
            Assert.That((await SignedAsync("GET", $"{Queue}/subscriptions", signed)).Status, Is.EqualTo(404));
            Assert.That((await SignedAsync("DELETE", $"{Queue}/messages?pop=1", signed, ("methods", "DELETE,GET,POST"))).Status, Is.EqualTo(404));
            Assert.That((await SignedAsync("GET", $"{Queue}/messages", signed, ("project", "other"))).Status, Is.EqualTo(404));
        });
        _cloud.Time.Pass(86400);
        Assert.That((await SignedAsync("GET", $"{Queue}/messages", signed)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Subscriptions_are_kept_until_their_time_is_over()
    {
        var made = await CallAsync("POST", $"{Queue}/subscriptions", """{"subscriber":"http://there/","ttl":100,"options":{"a":1}}""");
        var id = made.Body!["subscription_id"]!.GetValue<string>();
        var again = await CallAsync("POST", $"{Queue}/subscriptions", """{"subscriber":"http://there/"}""");
        Assert.That(again.Body!["subscription_id"]!.GetValue<string>(), Is.EqualTo(id));
        Assert.That((await CallAsync("PUT", $"{Queue}/subscriptions/{id}/confirm", """{"confirmed":true}""")).Status, Is.EqualTo(204));
        Assert.That((await CallAsync("POST", $"{Queue}/subscriptions", """{"subscriber":"http://there/"}""")).Status, Is.EqualTo(409));
        Assert.That((await CallAsync("PATCH", $"{Queue}/subscriptions/{id}", """{"subscriber":"mailto:me@there","ttl":200}""")).Status, Is.EqualTo(204));
        var shown = (await CallAsync("GET", $"{Queue}/subscriptions")).Body!["subscriptions"]![0]!;
        Assert.That((shown["subscriber"]!.GetValue<string>(), shown["options"]!.ToJsonString(), shown["confirmed"]!.GetValue<bool>()), Is.EqualTo(("mailto:me@there", """{"a":1}""", true)));
        _cloud.Time.Pass(200);
        Assert.That((await CallAsync("GET", $"{Queue}/subscriptions/{id}")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Queues_of_other_projects_are_others()
    {
        await PostAsync("""{"messages":[{"body":1}]}""");
        var other = await _cloud.LogInAsync("admin", "admin");
        Assert.That(Bodies(await other.GetAsync($"{Queue}/messages", ("Client-ID", Reader))), Is.Empty);
    }

    [Test]
    public async Task Messages_outlive_the_process()
    {
        await PostAsync("""{"messages":[{"body":{"a":[1,null]}}]}""");
        await using var again = await RunningCloud.StartAsync(_cloud.Journal, _cloud.Time);
        var answer = await (await again.LogInAsync()).GetAsync($"{Queue}/messages", ("Client-ID", Reader));
        Assert.That(Bodies(answer), Is.EqualTo(new[] { """{"a":[1,null]}""" }));
    }

    [Test]
    public async Task Counts_tell_what_is_free_and_a_purge_takes_all()
    {
        await PostAsync("""{"messages":[{"body":1},{"body":2}]}""");
        await CallAsync("POST", $"{Queue}/claims?limit=1");
        var counts = (await CallAsync("GET", $"{Queue}/stats")).Body!["messages"]!;
        Assert.That((counts["claimed"]!.GetValue<int>(), counts["free"]!.GetValue<int>(), counts["total"]!.GetValue<int>()), Is.EqualTo((1, 1, 2)));
        await CallAsync("POST", $"{Queue}/purge", """{"resource_types":["messages"]}""");
        Assert.That((await CallAsync("GET", $"{Queue}/stats")).Body!["messages"]!["total"]!.GetValue<int>(), Is.Zero);
    }

    private Task<CloudAnswer> CallAsync(string method, string path, string? body = null, string client = Reader) => _demo.SendAsync(method, path, body, ("Client-ID", client));

    private Task<CloudAnswer> PostAsync(string body) => CallAsync("POST", $"{Queue}/messages", body, Writer);

    private async Task<CloudAnswer> PatchAsync(string body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_cloud.Url) };
        using var request = new HttpRequestMessage(HttpMethod.Patch, Queue) { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/openstack-messaging-v2.0-json-patch")) };
        request.Headers.Add("X-Auth-Token", _demo.Token);
        request.Headers.Add("Client-ID", Reader);
        using var answer = await http.SendAsync(request);
        return new CloudAnswer((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync()), []);
    }

    private Task<CloudAnswer> SignedAsync(string method, string path, JsonObject signed, params (string Name, string Value)[] altered)
    {
        var facts = signed.ToDictionary(fact => fact.Key, fact => fact.Value is JsonArray many ? string.Join(',', many.Select(one => one!.GetValue<string>())) : fact.Value!.GetValue<string>());
        foreach (var (name, value) in altered) facts[name] = value;
        return _cloud.SendAsync(method, path, null, null, ("Client-ID", Reader), ("X-Project-ID", facts["project"]), ("URL-Signature", facts["signature"]), ("URL-Expires", facts["expires"]), ("URL-Methods", facts["methods"]), ("URL-Paths", facts["paths"]));
    }

    private static string[] Bodies(CloudAnswer answer) => [.. answer.Body!["messages"]!.AsArray().Select(message => message!["body"]!.ToJsonString())];

    private static string Description(CloudAnswer answer) => answer.Body!["description"]!.GetValue<string>();
}
