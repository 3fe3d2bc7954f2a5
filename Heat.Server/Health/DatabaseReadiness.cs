using Heat.Core.Storage;

namespace Heat.Server.Health;

/// <summary>The database is there, and has the tables of this version.</summary>
internal sealed class DatabaseReadiness(DatabaseProbe database) : IReadinessCheck
{
    public Task<string?> ProblemAsync(CancellationToken cancellation) => database.ProblemAsync(cancellation);
}
