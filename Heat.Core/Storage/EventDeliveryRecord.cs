namespace Heat.Core.Storage;

/// <summary>An event that still has to go to a message queue.</summary>
public sealed record EventDeliveryRecord
{
    public required Guid EventId { get; init; }

    /// <summary>The queue's name.</summary>
    public required string Queue { get; init; }

    public required Guid RootId { get; init; }

    /// <summary>For how many seconds the message is kept in the queue.</summary>
    public required long Ttl { get; init; }
}
