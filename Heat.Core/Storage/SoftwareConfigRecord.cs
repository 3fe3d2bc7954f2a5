namespace Heat.Core.Storage;

/// <summary>A software configuration as it is stored. It never changes.</summary>
public sealed record SoftwareConfigRecord
{
    public required Guid Id { get; init; }

    public required string ProjectId { get; init; }

    public string? Name { get; init; }

    public string? Group { get; init; }

    /// <summary>The text or map that the tool gets, inputs, outputs and options, sealed: inputs may be passwords.</summary>
    public required byte[] Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
