namespace Heat.Core.Storage;

/// <summary>What a root stack was at one moment, to return to.</summary>
public sealed record SnapshotRecord
{
    public required Guid Id { get; init; }

    public required Guid StackId { get; init; }

    public string? Name { get; init; }

    public required string Status { get; init; }

    public string StatusReason { get; init; } = "";

    /// <summary>The stack as a document, with what each resource kept, sealed; null while it is being taken.</summary>
    public byte[]? Data { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True when the resource's last action was for this snapshot.</summary>
    internal bool IsPartOf(ResourceRecord resource) => resource.Action == Stacks.StackAction.Snapshot && resource.ActionStartedAt >= CreatedAt;
}
