using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Queues, signatures and subscriptions, on a local cloud.</summary>
public sealed class MessagingTypesTests : WorkbenchFixture
{
    private MessagingClient Messages => Bench.Session.Service<MessagingClient>();

    [Test]
    public async Task A_queue_is_made_changed_and_deleted()
    {
        var queue = await Bench.MakeAsync("OS::Zaqar::Queue", ("name", "jobs"), ("metadata", MapValue.Of(("a", 1), ("b", 2))));
        await queue.UpdateAsync(("metadata", MapValue.Of(("b", 3), ("c/d", "x"))));
        var metadata = await Messages.ReadMetadataAsync("jobs", default);
        var told = await queue.AttributesAsync();
        Assert.Multiple(() =>
        {
            Assert.That((metadata.ContainsKey("a"), metadata.Get("b"), metadata.Get("c/d")), Is.EqualTo((false, (Value)3, (Value)"x")));
            Assert.That(told.Get("href").AsText(), Is.EqualTo($"{Bench.Cloud.Url}/messaging/v2/queues/jobs"));
            Assert.That(told.Get("queue_id").AsText(), Is.EqualTo("jobs"));
        });
        await queue.DeleteAsync();
        await queue.DeleteAsync();
        Assert.That((await Messages.GetAsync("/queues", default)).Get("queues"), Is.EqualTo((Value)ListValue.Empty));
    }

    [Test]
    public async Task A_queue_without_a_name_gets_one()
    {
        var queue = await Bench.MakeAsync("OS::Zaqar::Queue");
        Assert.That((await Messages.GetAsync("/queues", default)).Get("queues").Maps().Single().Get("name").AsText(), Is.EqualTo(queue.Id));
    }

    [Test]
    public async Task A_signature_opens_the_queue_to_whoever_has_it()
    {
        var signed = await Bench.MakeAsync("OS::Zaqar::SignedQueueURL", ("queue", "jobs"), ("methods", ListValue.Of("POST", "GET")), ("ttl", 100));
        var told = await signed.AttributesAsync();
        string Text(string name) => told.Get(name).AsText()!;
        var headers = new[] { ("Client-ID", Guid.NewGuid().ToString()), ("X-Project-ID", Text("project")), ("URL-Signature", Text("signature")), ("URL-Expires", Text("expires")), ("URL-Methods", "GET,POST"), ("URL-Paths", "/v2/queues/jobs/messages") };
        var posted = await Bench.Cloud.SendAsync("POST", "/messaging/v2/queues/jobs/messages", System.Text.Json.Nodes.JsonNode.Parse("""{"messages": [{"body": 1}]}"""), null, headers);
        Assert.Multiple(() =>
        {
            Assert.That(posted.Status, Is.EqualTo(201));
            Assert.That(told.Get("methods"), Is.EqualTo((Value)ListValue.Of("GET", "POST")));
            Assert.That(Text("query_str"), Does.Contain("&paths=%2Fv2%2Fqueues%2Fjobs%2Fmessages&methods=GET%2CPOST&").And.EndsWith("&queue_name=jobs"));
        });
        Bench.Cloud.Time.Pass(100);
        Assert.That((await Bench.Cloud.SendAsync("GET", "/messaging/v2/queues/jobs/messages", null, null, headers)).Status, Is.EqualTo(404));
        await signed.DeleteAsync();
    }

    [Test]
    public async Task A_subscription_is_made_changed_and_deleted()
    {
        var subscription = await Bench.MakeAsync("OS::Zaqar::Subscription", ("queue_name", "jobs"), ("subscriber", "http://there/"));
        await subscription.UpdateAsync(("subscriber", "mailto:me@there"), ("options", MapValue.Of(("subject", "news"))));
        var told = (MapValue)await subscription.AttributeAsync("show");
        Assert.That((told.Get("subscriber"), told.Get("options"), told.Get("ttl")), Is.EqualTo(((Value)"mailto:me@there", (Value)MapValue.Of(("subject", "news")), (Value)220367260800)));
        await subscription.DeleteAsync();
        await subscription.DeleteAsync();
        Assert.That((await Messages.GetAsync("/queues/jobs/subscriptions", default)).Get("subscriptions"), Is.EqualTo((Value)ListValue.Empty));
    }

    [Test]
    public async Task A_subscriber_needs_a_known_kind_of_address()
    {
        var subscription = await Bench.PrepareAsync("OS::Zaqar::Subscription", ("queue_name", "jobs"), ("subscriber", "pigeon:me"));
        Assert.That(await subscription.FaultsAsync(), Is.EqualTo(new[] { "The subscriber type of must be one of: http, https, mailto, trust+http, trust+https." }));
        Assert.That(await Bench.ViolationAsync("zaqar.queue", new string('q', 65)), Does.Contain("Queue name length must be 1-64"));
        Assert.That(await Bench.ViolationAsync("zaqar.queue", "any name"), Is.Null);
    }
}
