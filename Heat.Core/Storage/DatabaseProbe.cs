using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Storage;

/// <summary>Tells whether the database can be used as it is.</summary>
public sealed class DatabaseProbe(IDbContextFactory<HeatDatabase> databases)
{
    /// <summary>What is wrong, for people who may not know where the database is; null when nothing is.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellation);
            var missing = await database.Database.GetPendingMigrationsAsync(cancellation);
            return missing.Any() ? "The database is of an older version." : null;
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or IOException or InvalidOperationException)
        {
            return "The database can't be reached.";
        }
    }
}
