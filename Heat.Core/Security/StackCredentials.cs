namespace Heat.Core.Security;

/// <summary>What a stack acts with after the request that made it is over: a trust from its owner to the service user.</summary>
public sealed record StackCredentials
{
    public required string UserId { get; init; }

    public required string UserName { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>The trust; null where the cloud has none to give, as in tests without one.</summary>
    public string? TrustId { get; init; }

    /// <summary>The trust was made for somebody else, such as the stack whose resource this stack is, and goes with that.</summary>
    public bool IsTrustBorrowed { get; init; }
}
