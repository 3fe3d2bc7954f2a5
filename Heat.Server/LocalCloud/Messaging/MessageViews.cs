using System.Text.Json.Nodes;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>Messages as clients see them.</summary>
internal static class MessageViews
{
    public static JsonObject View(this QueuedMessage message, QueueAddress queue, DateTimeOffset now)
    {
        var claim = message.IsClaimed(now) ? $"?claim_id={message.Claim!.Id}" : "";
        var view = message.Popped(now);
        view.Remove("claim_id");
        view["href"] = $"{queue.Path}/messages/{message.MessageId}{claim}";
        return view;
    }

    /// <summary>A message that leaves its queue with the answer, and so has no address any more.</summary>
    public static JsonObject Popped(this QueuedMessage message, DateTimeOffset now) => new()
    {
        ["id"] = message.MessageId,
        ["ttl"] = message.Ttl,
        ["age"] = (long)(now - message.CreatedAt).TotalSeconds,
        ["body"] = message.Body?.DeepClone(),
        ["claim_id"] = null,
    };
}
