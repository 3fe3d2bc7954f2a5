namespace Heat.Core.Security;

/// <summary>Who asks: the facts of a validated token.</summary>
public sealed record RequestContext
{
    public required string UserId { get; init; }

    public required string UserName { get; init; }

    public required string ProjectId { get; init; }

    public string ProjectName { get; init; } = "";

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The token itself; only ever sent to the identity service and to the services of its catalogue.</summary>
    public required string Token { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The trust that the token was made with; null for an ordinary one.</summary>
    public string? TrustId { get; init; }

    public string RequestId { get; init; } = "";

    /// <summary>Whether the token's project is the one of the cloud's administrators, where the identity service knows such a project; true where it doesn't.</summary>
    public bool IsOfAdministratorProject { get; init; } = true;

    /// <summary>Whether the token is for the whole cloud rather than for a project.</summary>
    public bool IsSystemScoped { get; init; }

    /// <summary>Whether the policy rule <c>context_is_admin</c> holds for the caller: every project's stacks are open to them, and no limits hold.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>An in-instance user that Heat made for a stack.</summary>
    public bool IsStackUser => Roles.Contains("heat_stack_user");
}
