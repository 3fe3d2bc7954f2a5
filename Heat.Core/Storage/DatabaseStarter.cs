using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Storage;

/// <summary>Makes the database ready before anything uses it: migrations, and on SQLite the modes that let readers and the writer live together.</summary>
public sealed class DatabaseStarter(IDbContextFactory<HeatDatabase> databases)
{
    public async Task StartAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (database.Database.IsSqlite())
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellation);
        await database.Database.MigrateAsync(cancellation);
    }
}
