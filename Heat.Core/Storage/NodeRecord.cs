namespace Heat.Core.Storage;

/// <summary>A process that carries operations, as it was last heard of.</summary>
public sealed record NodeRecord
{
    public required string Name { get; init; }

    public required Guid Id { get; init; }

    public required string Host { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Counts the signs of life.</summary>
    public long Beat { get; init; }

    /// <summary>Tells the key by which it seals secrets from others, and nothing of the key.</summary>
    public string? KeyMark { get; init; }
}
