using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>/v2/queues/{queue}/subscriptions. They are records: the local cloud tells nobody of messages.</summary>
internal sealed class SubscriptionsApi(MessagingTables tables, MessagingDoor door, TimeProvider time) : ICloudApi
{
    private const string Subscriptions = MessagingDoor.Queue + "/subscriptions";
    private const string Subscription = Subscriptions + "/{subscription}";
    private const long UsualTtl = 3600;
    private static readonly string[] s_subscriberTypes = ["http", "https", "mailto", "trust+http", "trust+https"];

    public void Map(CloudRoutes routes)
    {
        routes.Public(Subscriptions, List);
        routes.PublicPost(Subscriptions, Create);
        routes.Public(Subscription, request => new CloudReply(200, View(Find(request, door.Open(request), time.GetUtcNow()), time.GetUtcNow())));
        routes.PublicPatch(Subscription, Change);
        routes.PublicDelete(Subscription, Delete);
        routes.PublicPut(Subscription + "/confirm", Confirm);
    }

    private CloudReply List(CloudRequest request)
    {
        var (queue, limit, now) = (door.Open(request), MessagingFaults.Limit(request), time.GetUtcNow());
        var marker = request.Query("marker") ?? "";
        var page = Living(queue, now).OrderBy(subscription => subscription.Id, StringComparer.Ordinal).Where(subscription => string.CompareOrdinal(subscription.Id, marker) > 0).Take(limit).ToList();
        return new CloudReply(200, new JsonObject
        {
            ["subscriptions"] = CloudJson.Array(page.Select(subscription => View(subscription, now))),
            ["links"] = page.Count == 0 ? [] : new JsonArray(new JsonObject { ["rel"] = "next", ["href"] = $"{queue.Path}/subscriptions?limit={limit}&marker={page[^1].Id}" }),
        });
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var queue = door.Open(request);
        var body = request.Content.IsEmpty ? [] : request.Object;
        if (!body.ContainsKey("subscriber")) throw MessagingFaults.BadRequest("Missing parameter subscriber in body.");
        var wanted = Changed(
            new QueueSubscription { Id = Guid.NewGuid().ToString("N")[..24], QueueId = queue.Id, Source = queue.Name, Subscriber = "", Ttl = UsualTtl, CreatedAt = transaction.Now, Since = transaction.Now },
            body,
            transaction.Now);
        var same = Living(queue, transaction.Now).FirstOrDefault(subscription => subscription.Subscriber == wanted.Subscriber);
        if (same?.IsConfirmed == true)
            throw MessagingFaults.Conflict("Such subscription already exists.Subscriptions are unique by project + queue + subscriber URI.");
        tables.Ensure(queue, transaction);
        if (same is null) transaction.Put(tables.Subscriptions, wanted);
        return new CloudReply(201, new JsonObject { ["subscription_id"] = (same ?? wanted).Id }) { Headers = new Dictionary<string, string> { ["Location"] = $"{queue.Path}/subscriptions" } };
    }

    private CloudReply Change(CloudRequest request, CloudTransaction transaction)
    {
        var queue = door.Open(request);
        var changed = Changed(Find(request, queue, transaction.Now), request.Content.IsEmpty ? [] : request.Object, transaction.Now);
        if (Living(queue, transaction.Now).Any(other => other.Subscriber == changed.Subscriber && other.Id != changed.Id))
            throw MessagingFaults.Conflict($"Subscription {changed.Subscriber} for queue {queue.Name} already exists.");
        transaction.Put(tables.Subscriptions, changed);
        return CloudReply.NoContent;
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        if (tables.Subscriptions.Find(request.Route("subscription")) is { } subscription && subscription.QueueId == door.Open(request).Id)
            transaction.Remove(tables.Subscriptions, subscription);
        return CloudReply.NoContent;
    }

    private CloudReply Confirm(CloudRequest request, CloudTransaction transaction)
    {
        var subscription = Find(request, door.Open(request), transaction.Now);
        if (request.Object["confirmed"]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False)) throw MessagingFaults.BadRequest("The 'confirmed' should be boolean.");
        transaction.Put(tables.Subscriptions, subscription with { IsConfirmed = request.Object["confirmed"]!.GetValue<bool>() });
        return CloudReply.NoContent;
    }

    private static QueueSubscription Changed(QueueSubscription subscription, JsonObject body, DateTimeOffset now)
    {
        if (body.Count == 0) throw MessagingFaults.BadRequest("No subscription to create.");
        var subscriber = body.ContainsKey("subscriber") ? CloudJson.Text(body["subscriber"]) ?? "" : subscription.Subscriber;
        if (!s_subscriberTypes.Contains(subscriber.Split(':')[0]))
            throw MessagingFaults.BadRequest($"The subscriber type of subscription must be supported in the list [{string.Join(", ", s_subscriberTypes.Select(type => $"'{type}'"))}].");
        if (body["options"] is not (null or JsonObject)) throw MessagingFaults.BadRequest("Options must be a dict.");
        var ttl = Ttl(body, now);
        return subscription with
        {
            Subscriber = subscriber,
            Options = body["options"]?.DeepClone().AsObject() ?? subscription.Options,
            Ttl = ttl ?? subscription.Ttl,
            Since = ttl is null ? subscription.Since : now,
        };
    }

    private static long? Ttl(JsonObject body, DateTimeOffset now)
    {
        if (body["ttl"] is not { } given) return null;
        if (given.GetValueKind() != JsonValueKind.Number || !given.AsValue().TryGetValue<long>(out var ttl)) throw MessagingFaults.BadRequest("TTL must be an integer.");
        if (ttl < QueueMetadata.ShortestTtl) throw MessagingFaults.BadRequest($"The TTL for a subscription must be at least {QueueMetadata.ShortestTtl} seconds long.");
        return ttl < (DateTimeOffset.MaxValue - now).TotalSeconds ? ttl : throw MessagingFaults.BadRequest($"The TTL seconds for a subscription plus current time must be less than {DateTimeOffset.MaxValue.Naive()}.");
    }

    private IEnumerable<QueueSubscription> Living(QueueAddress queue, DateTimeOffset now) => tables.SubscriptionsByQueue[queue.Id].Where(subscription => subscription.IsThere(now));

    private QueueSubscription Find(CloudRequest request, QueueAddress queue, DateTimeOffset now)
    {
        var id = request.Route("subscription");
        return Living(queue, now).FirstOrDefault(subscription => subscription.Id == id)
            ?? throw MessagingFaults.NotFound($"Subscription {id} for queue {queue.Name} does not exist.");
    }

    private static JsonObject View(QueueSubscription subscription, DateTimeOffset now) => new()
    {
        ["id"] = subscription.Id,
        ["source"] = subscription.Source,
        ["subscriber"] = subscription.Subscriber,
        ["ttl"] = subscription.Ttl,
        ["age"] = (long)(now - subscription.Since).TotalSeconds,
        ["options"] = subscription.Options.DeepClone(),
        ["confirmed"] = subscription.IsConfirmed,
    };
}
