namespace Heat.Core.Storage;

/// <summary>
/// One accepted piece of work on a root stack. The row is the truth about it; the job that carries it may be lost and made again.
/// </summary>
public sealed record OperationRecord
{
    public required Guid Id { get; init; }

    /// <summary>The root stack.</summary>
    public required Guid StackId { get; init; }

    /// <summary>Orders the operations of a stack: a newer one takes over from an older.</summary>
    public long Sequence { get; init; }

    /// <summary>The action of the stack, such as <c>CREATE</c>.</summary>
    public required string Action { get; init; }

    public required string State { get; init; }

    /// <summary>The process that works on it; with <see cref="Epoch"/> the fence of every journal write.</summary>
    public string? Owner { get; init; }

    /// <summary>Counts the owners. A write by an earlier owner fails.</summary>
    public int Epoch { get; init; }

    /// <summary>Look at the real state of the resources before deciding what to change.</summary>
    public bool Converge { get; init; }

    /// <summary>The record of the group that is to be scaled; null for an operation that is about the whole stack.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>How the group is to be scaled, as JSON.</summary>
    public string? Scaling { get; init; }

    /// <summary>What the action has to know besides the stack, such as the snapshot to take, sealed; null when that is nothing.</summary>
    public byte[]? Details { get; init; }

    /// <summary>The id of the request that asked for it; null when none did.</summary>
    public string? RequestId { get; init; }

    /// <summary>The place of that request in a trace, so that what is done for it can be told as a part of it.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The moment by which the action has to be over.</summary>
    public required DateTimeOffset Deadline { get; init; }
}
