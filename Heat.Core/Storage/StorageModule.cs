using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Heat.Core.Storage;

/// <summary>Registers the database, its writer and the sealing of secrets.</summary>
public static class StorageModule
{
    /// <summary>The key of a way to the database that nobody else uses, for what mustn't wait for others. SQLite has but one way.</summary>
    internal const string Apart = "apart";

    private const int MostRetries = 10;
    private const int LongestRetryPause = 3;

    // The SQLSTATE idle_in_transaction_session_timeout.
    private const string PausedTooLong = "25P03";

    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseOptions options, string dataDirectory)
    {
        services.AddPooledDbContextFactory<HeatDatabase>(builder => Configure(builder, options, dataDirectory));
        services.TryAddSingleton(options);
        services.TryAddKeyedSingleton(Apart, (provider, _) => options.IsShared ? ConnectionsApart(options, dataDirectory) : provider.GetRequiredService<IDbContextFactory<HeatDatabase>>());
        services.TryAddSingleton<DatabaseWriter>();
        services.TryAddKeyedSingleton(Apart, (provider, _) =>
            options.IsShared ? new DatabaseWriter(provider.GetRequiredKeyedService<IDbContextFactory<HeatDatabase>>(Apart)) : provider.GetRequiredService<DatabaseWriter>());
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

    private static PooledDbContextFactory<HeatDatabase> ConnectionsApart(DatabaseOptions options, string dataDirectory)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString) { MinPoolSize = 0, MaxPoolSize = 2 };
        var builder = new DbContextOptionsBuilder<HeatDatabase>();
        Configure(builder, options with { ConnectionString = connection.ConnectionString }, dataDirectory);
        return new PooledDbContextFactory<HeatDatabase>(builder.Options);
    }

    private static string SqliteFile(string dataDirectory) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "heat.db"), Cache = SqliteCacheMode.Default, DefaultTimeout = 30 }.ConnectionString;
}
