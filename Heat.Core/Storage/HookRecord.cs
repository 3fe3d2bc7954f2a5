namespace Heat.Core.Storage;

/// <summary>A place at which an operation waits, or waited, for somebody before it goes on with a resource. Goes when the operation ends.</summary>
public sealed record HookRecord
{
    public required Guid OperationId { get; init; }

    public required Guid ResourceId { get; init; }

    /// <summary>Such as <c>pre-create</c>.</summary>
    public required string Hook { get; init; }

    public bool IsCleared { get; init; }
}
