using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heat.Core.Storage;

/// <summary>Registers the database, its writer and the sealing of secrets.</summary>
public static class StorageModule
{
    private const int MostRetries = 10;
    private const int LongestRetryPause = 3;

    // The SQLSTATE idle_in_transaction_session_timeout.
    private const string PausedTooLong = "25P03";

    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseOptions options, string dataDirectory)
    {
        services.AddPooledDbContextFactory<HeatDatabase>(builder => Configure(builder, options, dataDirectory));
        services.TryAddSingleton(options);
        services.TryAddSingleton<DatabaseWriter>();
        services.TryAddSingleton<DatabaseStarter>();
        services.TryAddSingleton<DatabaseProbe>();
        services.TryAddSingleton<DeletedStacks>();
        return services;
    }

    internal static void Configure(DbContextOptionsBuilder builder, DatabaseOptions options, string dataDirectory)
    {
        SqliteLibrary.DoWithoutLocks();
        _ = options.Provider == DatabaseProvider.PostgreSql
            // A restart of the database is waited for.
            ? builder.UseNpgsql(options.SharedConnectionString, server => server.EnableRetryOnFailure(MostRetries, TimeSpan.FromSeconds(LongestRetryPause), [PausedTooLong]))
            : builder.UseSqlite(options.ConnectionString ?? SqliteFile(dataDirectory));
        builder.AddInterceptors(new SqliteSynchronousMode())
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            // Migrations are written by hand and have no snapshot of the model to compare with; a test does that comparison.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .EnableThreadSafetyChecks(false);
    }

    private static string SqliteFile(string dataDirectory) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "heat.db"), Cache = SqliteCacheMode.Default, DefaultTimeout = 30 }.ConnectionString;
}
