using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>/v2/queues: they come into being with the first message at the latest.</summary>
internal sealed class QueuesApi(MessagingTables tables, MessagingDoor door, PreSignedUrls signatures, TimeProvider time) : ICloudApi
{
    public const string PatchType = "application/openstack-messaging-v2.0-json-patch";

    public void Map(CloudRoutes routes)
    {
        routes.Get("/v2/queues", List);
        routes.Get(MessagingDoor.Queue, Show);
        routes.Put(MessagingDoor.Queue, Put);
        routes.Patch(MessagingDoor.Queue, Change);
        routes.Delete(MessagingDoor.Queue, Delete);
        routes.Get(MessagingDoor.Queue + "/stats", Count);
        routes.Post(MessagingDoor.Queue + "/purge", Purge);
        routes.Post(MessagingDoor.Queue + "/share", (request, transaction) => new CloudReply(200, signatures.Share(door.Open(request), Optional(request), transaction)));
    }

    private CloudReply List(CloudRequest request)
    {
        var project = MessagingDoor.Project(request);
        var limit = MessagingFaults.Limit(request);
        var all = tables.QueuesByProject[project].Where(queue => request.Query("name") is not { } part || queue.Name.Contains(part, StringComparison.Ordinal)).OrderBy(queue => queue.Name, StringComparer.Ordinal).ToList();
        var page = all.Where(queue => string.CompareOrdinal(queue.Name, request.Query("marker") ?? "") > 0).Take(limit).ToList();
        var body = new JsonObject
        {
            ["queues"] = CloudJson.Array(page.Select(queue => View(queue, request.Flag("detailed")))),
            ["links"] = page.Count == 0 ? [] : new JsonArray(new JsonObject { ["rel"] = "next", ["href"] = $"/v2/queues?limit={limit}&marker={page[^1].Name}" }),
        };
        if (request.Flag("with_count")) body["count"] = all.Count;
        return new CloudReply(200, body);
    }

    private static JsonNode View(MessageQueue queue, bool detailed)
    {
        var view = new JsonObject { ["name"] = queue.Name, ["href"] = $"/v2/queues/{queue.Name}" };
        if (detailed) view["metadata"] = QueueMetadata.Shown(queue.Metadata);
        return view;
    }

    /// <summary>A queue that nobody made yet is shown too, as the one that it will be.</summary>
    private CloudReply Show(CloudRequest request) => new(200, QueueMetadata.Shown(tables.Queues.Find(door.Open(request).Id)?.Metadata ?? []));

    private CloudReply Put(CloudRequest request, CloudTransaction transaction)
    {
        var address = door.Open(request);
        CheckSize(request);
        var metadata = Optional(request);
        QueueMetadata.Check(metadata);
        var headers = new Dictionary<string, string> { ["Location"] = address.Path };
        if (tables.Queues.Find(address.Id) is not null) return CloudReply.NoContent with { Headers = headers };
        transaction.Put(tables.Queues, tables.Ensure(address, transaction) with { Metadata = metadata });
        return new CloudReply(201) { Headers = headers };
    }

    private CloudReply Change(CloudRequest request, CloudTransaction transaction)
    {
        var address = door.Open(request);
        CheckSize(request);
        if (request.Header("Content-Type")?.Split(';')[0] != PatchType)
            throw new CloudFaultException(415, $"Accepted media type for PATCH: {PatchType}.");
        var operations = request.Json as JsonArray ?? throw MessagingFaults.BadBody("Request body must be a JSON array of operation objects.");
        var queue = tables.Queues.Find(address.Id) ?? throw MessagingFaults.NotFound($"Queue {address.Name} does not exist for project {address.Project}");
        var metadata = QueueMetadata.Patched(queue.Metadata, operations);
        QueueMetadata.Check(metadata);
        transaction.Put(tables.Queues, queue with { Metadata = metadata });
        return new CloudReply(200, QueueMetadata.Shown(metadata));
    }

    private CloudReply Delete(CloudRequest request, CloudTransaction transaction)
    {
        if (tables.Queues.Find(door.Open(request).Id) is not { } queue) return CloudReply.NoContent;
        foreach (var message in tables.MessagesByQueue[queue.Id]) transaction.Remove(tables.Messages, message);
        foreach (var subscription in tables.SubscriptionsByQueue[queue.Id]) transaction.Remove(tables.Subscriptions, subscription);
        transaction.Remove(tables.Queues, queue);
        return CloudReply.NoContent;
    }

    private CloudReply Count(CloudRequest request)
    {
        var now = time.GetUtcNow();
        var address = door.Open(request);
        var messages = tables.Living(address.Id, now).ToList();
        var claimed = messages.Count(message => message.IsClaimed(now));
        var counts = new JsonObject { ["claimed"] = claimed, ["free"] = messages.Count - claimed, ["total"] = messages.Count };
        if (messages.Count > 0)
        {
            counts["oldest"] = Mark(messages[0], address, now);
            counts["newest"] = Mark(messages[^1], address, now);
        }
        return CloudReply.Ok("messages", counts);
    }

    private static JsonObject Mark(QueuedMessage message, QueueAddress address, DateTimeOffset now) => new()
    {
        ["age"] = (long)(now - message.CreatedAt).TotalSeconds,
        ["href"] = $"{address.Path}/messages/{message.MessageId}",
        ["created"] = message.CreatedAt.Seconds(),
    };

    private CloudReply Purge(CloudRequest request, CloudTransaction transaction)
    {
        var address = door.Open(request);
        var kinds = request.Content.IsEmpty ? ["messages", "subscriptions"] : (Optional(request)["resource_types"] as JsonArray ?? throw MessagingFaults.BadRequest("Post body must contain key \"resource_types\".")).Select(CloudJson.Text).ToList();
        if (kinds.Any(kind => kind is not ("messages" or "subscriptions"))) throw MessagingFaults.BadRequest("Resource types must be a sub set of {'messages', 'subscriptions'}.");
        if (kinds.Contains("messages"))
            foreach (var message in tables.MessagesByQueue[address.Id]) transaction.Remove(tables.Messages, message);
        if (kinds.Contains("subscriptions"))
            foreach (var subscription in tables.SubscriptionsByQueue[address.Id]) transaction.Remove(tables.Subscriptions, subscription);
        return CloudReply.NoContent;
    }

    private static JsonObject Optional(CloudRequest request) => request.Content.IsEmpty ? [] : request.Object.DeepClone().AsObject();

    private static void CheckSize(CloudRequest request)
    {
        if (request.Content.Length > QueueMetadata.MostContent) throw MessagingFaults.BadRequest($"Queue metadata is too large. Max size: {QueueMetadata.MostContent}");
    }
}
