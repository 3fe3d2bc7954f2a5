namespace Heat.Core.Storage;

/// <summary>A change of state of a resource or of the stack itself, for people and for clients that wait.</summary>
public sealed record EventRecord
{
    /// <summary>Gives events of the same instant their order. Assigned by the database.</summary>
    public long Sequence { get; init; }

    public required Guid Id { get; init; }

    public required Guid StackId { get; init; }

    public required Guid RootId { get; init; }

    /// <summary>The record of the resource; null for the stack's own events, and for those from before this was noted.</summary>
    public Guid? ResourceId { get; init; }

    public required string ResourceName { get; init; }

    public required string ResourceType { get; init; }

    public string? PhysicalId { get; init; }

    public required string Action { get; init; }

    public required string Status { get; init; }

    public string StatusReason { get; init; } = "";

    /// <summary>The resource's properties at that moment, sealed.</summary>
    public byte[]? Properties { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
