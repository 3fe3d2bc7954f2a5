using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Messaging;

internal sealed record MessageQueue : ICloudObject
{
    // Messages of a queue that is made again come after those of the one before.
    private const int NumberBits = 20;

    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Project { get; init; }

    public required string Name { get; init; }

    public JsonObject Metadata { get; init; } = [];

    /// <summary>How many messages were ever posted.</summary>
    public long Posted { get; init; }

    /// <summary>The id of the message with that number. Ids of later messages are greater.</summary>
    public string MessageId(long number) => ((CreatedAt.ToUnixTimeMilliseconds() << NumberBits) + number).ToString("x24", System.Globalization.CultureInfo.InvariantCulture);

    public static string IdOf(string project, string name) => $"{project}/{name}";
}

internal sealed record QueuedMessage : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string QueueId { get; init; }

    /// <summary>The message's id in its queue.</summary>
    public required string MessageId { get; init; }

    /// <summary>The program that posted it.</summary>
    public required string ClientId { get; init; }

    public JsonNode? Body { get; init; }

    public long Ttl { get; init; }

    /// <summary>Nobody gets it before.</summary>
    public DateTimeOffset VisibleAt { get; init; }

    /// <summary>Who keeps it from others; null for nobody.</summary>
    public MessageClaim? Claim { get; init; }

    public bool IsThere(DateTimeOffset now) => CreatedAt.AddSeconds(Ttl) > now;

    public bool IsClaimed(DateTimeOffset now) => Claim?.Lasts(now) == true;

    public static string IdOf(string queueId, string messageId) => $"{queueId}/{messageId}";
}

/// <summary>The right of one worker to a message, for some time.</summary>
internal sealed record MessageClaim(string Id, DateTimeOffset Since, long Ttl)
{
    public bool Lasts(DateTimeOffset now) => Since.AddSeconds(Ttl) > now;
}

/// <summary>Who wants to be told of messages in a queue.</summary>
internal sealed record QueueSubscription : ICloudObject
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string QueueId { get; init; }

    /// <summary>The queue's name.</summary>
    public required string Source { get; init; }

    public required string Subscriber { get; init; }

    public long Ttl { get; init; }

    /// <summary>When its time to live began: with it, or with its last change.</summary>
    public DateTimeOffset Since { get; init; }

    public JsonObject Options { get; init; } = [];

    public bool IsConfirmed { get; init; }

    public bool IsThere(DateTimeOffset now) => Since.AddSeconds(Ttl) > now;
}
