namespace Heat.Core.Storage;

/// <summary>The deployment of a software configuration to a server, as it is stored.</summary>
public sealed record SoftwareDeploymentRecord
{
    public required Guid Id { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>The project of the in-instance user who asks for the server's deployments; null when only people do.</summary>
    public string? StackUserProjectId { get; init; }

    public required string ServerId { get; init; }

    public required Guid ConfigId { get; init; }

    /// <summary>What went in and what came out, sealed.</summary>
    public required byte[] Values { get; init; }

    public string? Action { get; init; }

    public string? Status { get; init; }

    public string? StatusReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
