using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Heat.Core.Storage;

/// <summary>Makes the database ready before anything uses it: migrations, and on SQLite the modes that let readers and the writer live together.</summary>
public sealed class DatabaseStarter(IDbContextFactory<HeatDatabase> databases)
{
    /// <summary>The advisory lock that programs which start at the same time take in turn.</summary>
    private const long MigrationLock = 0x48656174;

    // A change to a large table takes its time, and so does the one who is before us.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    public async Task StartAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        database.Database.SetCommandTimeout(s_patience);
        if (database.Database.IsSqlite())
        {
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellation);
            await database.Database.MigrateAsync(cancellation);
        }
        else
        {
            await CreateAsync(database, cancellation);
            await MigrateInTurnAsync(database, cancellation);
        }
    }

    /// <summary>
    /// Migrates when no other program does. The framework's own lock is let go between one migration and the next, and whoever takes it then makes again what the other one makes.
    /// </summary>
    private static async Task MigrateInTurnAsync(HeatDatabase database, CancellationToken cancellation)
    {
        await database.Database.OpenConnectionAsync(cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellation);
        try
        {
            await database.Database.MigrateAsync(cancellation);
        }
        finally
        {
            // The connection goes back to its pool and lives on.
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    private static async Task CreateAsync(HeatDatabase database, CancellationToken cancellation)
    {
        var creator = database.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!await creator.ExistsAsync(cancellation))
                await creator.CreateAsync(cancellation);
        }
        catch (PostgresException exists) when (exists.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another program was quicker.
        }
    }
}
