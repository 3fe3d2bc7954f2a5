using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>/v2/queues/{queue}/messages.</summary>
internal sealed class MessagesApi(MessagingTables tables, MessagingDoor door, TimeProvider time) : ICloudApi
{
    private const string Messages = MessagingDoor.Queue + "/messages";
    private const string Message = Messages + "/{message}";

    public void Map(CloudRoutes routes)
    {
        routes.Public(Messages, List);
        routes.PublicPost(Messages, Post);
        routes.PublicDelete(Messages, DeleteMany);
        routes.Public(Message, Show);
        routes.PublicDelete(Message, Delete);
    }

    private CloudReply List(CloudRequest request)
    {
        var (queue, now) = (door.Open(request), time.GetUtcNow());
        if (Ids(request) is { } ids) return ShowMany(queue, ids, now);
        var limit = MessagingFaults.Limit(request);
        var (marker, echo, claimed, delayed) = (request.Query("marker") ?? "", request.Flag("echo"), request.Flag("include_claimed"), request.Flag("include_delayed"));
        var page = tables.Living(queue.Id, now)
            .Where(message => string.CompareOrdinal(message.MessageId, marker) > 0)
            .Where(message => (echo || message.ClientId != queue.ClientId) && (claimed || !message.IsClaimed(now)) && (delayed || message.VisibleAt <= now))
            .Take(limit).ToList();
        var next = $"{queue.Path}/messages?marker={page.LastOrDefault()?.MessageId}&limit={limit}{(echo ? "&echo=true" : "")}{(claimed ? "&include_claimed=true" : "")}{(delayed ? "&include_delayed=true" : "")}";
        return new CloudReply(200, new JsonObject
        {
            ["messages"] = Views(page, queue, now),
            ["links"] = page.Count == 0 ? [] : new JsonArray(new JsonObject { ["rel"] = "next", ["href"] = next }),
        });
    }

    private CloudReply ShowMany(QueueAddress queue, IReadOnlyList<string> ids, DateTimeOffset now)
    {
        CheckCount(ids);
        var found = ids.Select(id => Find(queue, id, now)).OfType<QueuedMessage>().ToList();
        return found.Count > 0
            ? CloudReply.Ok("messages", Views(found, queue, now))
            : throw MessagingFaults.NotFound($"No messages with IDs: {string.Join(", ", ids)} found in the queue {queue.Name} for project {queue.Project}.");
    }

    private CloudReply Post(CloudRequest request, CloudTransaction transaction)
    {
        var address = door.Open(request);
        var queue = tables.Ensure(address, transaction);
        var size = QueueMetadata.Setting(queue, QueueMetadata.MessagesSize);
        if (request.Content.Length > size) throw MessagingFaults.BadRequest($"Message collection size is too large. Max size {size}");
        if (request.Content.IsEmpty) throw MessagingFaults.BadBody("Request body can not be empty");
        var bodies = request.Object["messages"] as JsonArray ?? throw MessagingFaults.BadRequest("No messages were found in the request body.");
        if (bodies.Count == 0) throw MessagingFaults.BadRequest("No messages to enqueu.");
        foreach (var expired in tables.MessagesByQueue[queue.Id].Where(message => !message.IsThere(transaction.Now)).ToList()) transaction.Remove(tables.Messages, expired);
        var posted = bodies.Select((body, index) => Read(queue, address.ClientId, body, queue.Posted + index + 1, transaction.Now)).ToList();
        foreach (var message in posted) transaction.Put(tables.Messages, message);
        transaction.Put(tables.Queues, queue with { Posted = queue.Posted + posted.Count });
        return new CloudReply(201, new JsonObject { ["resources"] = CloudJson.Array(posted.Select(message => $"{address.Path}/messages/{message.MessageId}")) })
        {
            Headers = new Dictionary<string, string> { ["Location"] = $"{address.Path}/messages?ids={string.Join(',', posted.Select(message => message.MessageId))}" },
        };
    }

    private static QueuedMessage Read(MessageQueue queue, string client, JsonNode? node, long number, DateTimeOffset now)
    {
        if (node is not JsonObject body) throw MessagingFaults.BadBody("Document type not supported.");
        if (!body.ContainsKey("body")) throw MessagingFaults.BadBody("Missing \"body\" field.");
        var ttl = MessagingFaults.Whole(body, "ttl") ?? QueueMetadata.Setting(queue, QueueMetadata.MessageTtl);
        if (ttl is < QueueMetadata.ShortestTtl or > QueueMetadata.LongestMessageTtl)
            throw MessagingFaults.BadRequest($"The TTL for a message may not exceed {QueueMetadata.LongestMessageTtl} seconds, and must be at least {QueueMetadata.ShortestTtl} seconds long.");
        var delay = MessagingFaults.Whole(body, "delay") ?? QueueMetadata.Setting(queue, QueueMetadata.MessageDelay);
        if (delay is < 0 or > QueueMetadata.LongestDelay)
            throw MessagingFaults.BadRequest($"The Delay TTL for a message may not exceed {QueueMetadata.LongestDelay} seconds,and must be at least 0 seconds long.");
        var id = queue.MessageId(number);
        return new QueuedMessage
        {
            Id = QueuedMessage.IdOf(queue.Id, id),
            QueueId = queue.Id,
            MessageId = id,
            ClientId = client,
            Body = body["body"]?.DeepClone(),
            Ttl = ttl,
            CreatedAt = now,
            VisibleAt = now.AddSeconds(delay),
        };
    }

    private CloudReply Show(CloudRequest request)
    {
        var (queue, now) = (door.Open(request), time.GetUtcNow());
        var id = request.Route("message");
        return new CloudReply(200, (Find(queue, id, now) ?? throw MessagingFaults.NotFound($"Message {id} does not exist in queue {queue.Name} for project {queue.Project}")).View(queue, now));
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        var queue = door.Open(request);
        if (Find(queue, request.Route("message"), transaction.Now) is not { } message) return CloudReply.NoContent;
        var claim = request.Query("claim_id");
        var isClaimed = message.IsClaimed(transaction.Now);
        if (claim is null && isClaimed) throw CloudFaultException.Forbidden("This message is claimed; it cannot be deleted without a valid claim ID.");
        if (claim is not null && !isClaimed) throw CloudFaultException.BadRequest("A claim was specified, but the message is not currently claimed.", "Unable to delete");
        if (claim is not null && message.Claim!.Id != claim) throw CloudFaultException.Forbidden("This message is claimed; it cannot be deleted without a valid claim ID.");
        transaction.Remove(tables.Messages, message);
        return CloudReply.NoContent;
    }

    private CloudReply DeleteMany(CloudRequest request, CloudTransaction transaction)
    {
        var queue = door.Open(request);
        var (ids, pop) = (Ids(request), request.Number("pop"));
        if (ids is not null && pop is not null) throw MessagingFaults.BadRequest("pop and id params cannot be present together in the delete request.");
        if (pop is { } count) return Pop(queue, count, transaction);
        if (ids is null) throw MessagingFaults.BadRequest("The request should have either \"ids\" or \"pop\" parameter in the request, to be able to delete.");
        CheckCount(ids);
        foreach (var message in ids.Select(id => Find(queue, id, transaction.Now)).OfType<QueuedMessage>()) transaction.Remove(tables.Messages, message);
        return CloudReply.NoContent;
    }

    private CloudReply Pop(QueueAddress queue, int count, CloudTransaction transaction)
    {
        if (count is < 1 or > MessagingFaults.MostPerPage) throw MessagingFaults.BadRequest($"Pop value must be at least 1 and may not be greater than {MessagingFaults.MostPerPage}.");
        var now = transaction.Now;
        var popped = tables.Living(queue.Id, now).Where(message => !message.IsClaimed(now) && message.VisibleAt <= now).Take(count).ToList();
        foreach (var message in popped) transaction.Remove(tables.Messages, message);
        return CloudReply.Ok("messages", CloudJson.Array(popped.Select(message => message.Popped(now))));
    }

    private QueuedMessage? Find(QueueAddress queue, string id, DateTimeOffset now) => tables.Messages.Find(QueuedMessage.IdOf(queue.Id, id)) is { } message && message.IsThere(now) ? message : null;

    private static JsonArray Views(IEnumerable<QueuedMessage> messages, QueueAddress queue, DateTimeOffset now) => CloudJson.Array(messages.Select(message => message.View(queue, now)));

    private static List<string>? Ids(CloudRequest request) => request.Query("ids") is { } ids ? [.. ids.Split(',', StringSplitOptions.RemoveEmptyEntries)] : null;

    private static void CheckCount(IReadOnlyList<string> ids)
    {
        if (ids.Count is < 1 or > MessagingFaults.MostPerPage) throw MessagingFaults.BadRequest($"ids parameter should have at least 1 and not greater than {MessagingFaults.MostPerPage} values.");
    }
}
