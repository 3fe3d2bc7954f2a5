using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>/v2/queues/{queue}/claims: messages that one worker takes on, and others don't get meanwhile. A claim is there as long as it has messages.</summary>
internal sealed class ClaimsApi(MessagingTables tables, MessagingDoor door, TimeProvider time) : ICloudApi
{
    private const string Claims = MessagingDoor.Queue + "/claims";
    private const string Claim = Claims + "/{claim}";
    private const long UsualTtl = 300;
    private const long UsualGrace = 60;
    private const long Longest = 43200;

    public void Map(CloudRoutes routes)
    {
        routes.PublicPost(Claims, Create);
        routes.Public(Claim, Show);
        routes.PublicPatch(Claim, Change);
        routes.PublicDelete(Claim, Release);
    }

    private CloudReply Create(CloudRequest request, CloudTransaction transaction)
    {
        var (queue, limit, now) = (door.Open(request), MessagingFaults.Limit(request), transaction.Now);
        var (ttl, grace) = Times(request);
        var claim = new MessageClaim(Guid.NewGuid().ToString("N")[..24], now, ttl);
        var claimed = tables.Living(queue.Id, now).Where(message => !message.IsClaimed(now) && message.VisibleAt <= now).Take(limit)
            .Select(message => message with { Claim = claim, Ttl = Outliving(message, claim, grace) }).ToList();
        if (claimed.Count == 0) return CloudReply.NoContent;
        foreach (var message in claimed) transaction.Put(tables.Messages, message);
        return CloudReply.Created("messages", Views(claimed, queue, now)) with { Headers = new Dictionary<string, string> { ["Location"] = $"{queue.Path}/claims/{claim.Id}" } };
    }

    private CloudReply Show(CloudRequest request)
    {
        var (queue, now) = (door.Open(request), time.GetUtcNow());
        var messages = Claimed(request, queue, now);
        var claim = messages[0].Claim!;
        return new CloudReply(200, new JsonObject
        {
            ["age"] = (long)(now - claim.Since).TotalSeconds,
            ["ttl"] = claim.Ttl,
            ["href"] = $"{queue.Path}/claims/{claim.Id}",
            ["messages"] = Views(messages, queue, now),
        });
    }

    private CloudReply Change(CloudRequest request, CloudTransaction transaction)
    {
        var messages = Claimed(request, door.Open(request), transaction.Now);
        var (ttl, grace) = Times(request);
        var claim = messages[0].Claim! with { Since = transaction.Now, Ttl = ttl };
        foreach (var message in messages) transaction.Put(tables.Messages, message with { Claim = claim, Ttl = Outliving(message, claim, grace) });
        return CloudReply.NoContent;
    }

    private CloudReply Release(CloudRequest request, CloudTransaction transaction)
    {
        foreach (var message in Messages(request, door.Open(request), transaction.Now)) transaction.Put(tables.Messages, message with { Claim = null });
        return CloudReply.NoContent;
    }

    /// <summary>Claimed messages live on until a while after their claim.</summary>
    private static long Outliving(QueuedMessage message, MessageClaim claim, long grace) => Math.Max(message.Ttl, (long)(claim.Since - message.CreatedAt).TotalSeconds + claim.Ttl + grace);

    private List<QueuedMessage> Claimed(CloudRequest request, QueueAddress queue, DateTimeOffset now) => Messages(request, queue, now) is { Count: > 0 } messages
        ? messages
        : throw MessagingFaults.NotFound($"Claim {request.Route("claim")} does not exist in the queue {queue.Name} for project {queue.Project}");

    private List<QueuedMessage> Messages(CloudRequest request, QueueAddress queue, DateTimeOffset now)
    {
        var claim = request.Route("claim");
        return [.. tables.Living(queue.Id, now).Where(message => message.IsClaimed(now) && message.Claim!.Id == claim)];
    }

    private static (long Ttl, long Grace) Times(CloudRequest request)
    {
        var body = request.Content.IsEmpty ? [] : request.Object;
        return (Time(body, "ttl", "TTL", UsualTtl), Time(body, "grace", "grace", UsualGrace));
    }

    private static long Time(JsonObject body, string name, string word, long usual)
    {
        var time = MessagingFaults.Whole(body, name) ?? usual;
        return time is >= QueueMetadata.ShortestTtl and <= Longest
            ? time
            : throw MessagingFaults.BadRequest($"The {word} for a claim may not exceed {Longest} seconds, and must be at least {QueueMetadata.ShortestTtl} seconds long.");
    }

    private static JsonArray Views(IEnumerable<QueuedMessage> messages, QueueAddress queue, DateTimeOffset now) => CloudJson.Array(messages.Select(message => message.View(queue, now)));
}
