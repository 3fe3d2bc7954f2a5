using Heat.Resources.Clients;

namespace Heat.Server.Health;

/// <summary>The identity service answers. The local cloud's is part of this process.</summary>
internal sealed class IdentityReadiness(IdentityCheck identity) : IReadinessCheck
{
    public async Task<string?> ProblemAsync(CancellationToken cancellation) => await identity.IsReachableAsync(cancellation) ? null : "The identity service can't be reached.";
}
