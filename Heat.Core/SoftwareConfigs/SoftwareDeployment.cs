using Heat.Core.Values;

namespace Heat.Core.SoftwareConfigs;

/// <summary>The deployment of a software configuration to a server, and what came of it.</summary>
/// <param name="StackUserProjectId">The project of the in-instance user who asks for the server's deployments; null when only people do.</param>
public sealed record SoftwareDeployment(Guid Id, string ServerId, Guid ConfigId, string? StackUserProjectId)
{
    public Value InputValues { get; init; } = Value.Null;

    public Value OutputValues { get; init; } = Value.Null;

    public string? Action { get; init; }

    public string? Status { get; init; }

    public string? StatusReason { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
