using Heat.Core.Engine;
using Heat.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Quartz;

namespace Heat.Server.Jobs;

/// <summary>Registers the job engine that carries operations.</summary>
internal static class JobsModule
{
    private const int ConcurrentOperations = 64;

    public static IServiceCollection AddJobs(this IServiceCollection services, DatabaseOptions database, string dataDirectory)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "heat";
                scheduler.InstanceId = database.Provider == DatabaseProvider.Sqlite ? "heat" : $"{Environment.MachineName}-{Environment.ProcessId}";
                scheduler.MaxBatchSize = 0;
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(1);
            });
            quartz.UseDefaultThreadPool(ConcurrentOperations);
            quartz.UsePersistentStore(store => Configure(store, database, dataDirectory));
        });
        services.TryAddSingleton<IOperationQueue, QuartzOperationQueue>();
        // They start in this order, and stop in the opposite one.
        services.AddHostedService<Membership>();
        services.AddHostedService<Succession>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);
        services.AddHostedService<Handover>();
        services.AddHostedService<OperationSweep>();
        services.AddHostedService<Housekeeping>();
        services.AddHostedService<EventMessenger>();
        return services;
    }

    private static void Configure(IPersistentStoreBuilder store, DatabaseOptions database, string dataDirectory)
    {
        if (database.Provider == DatabaseProvider.PostgreSql)
        {
            store.UsePostgres(NpgsqlFactory.Instance, database.SharedConnectionString);
            store.UseClustering(_ => { });
        }
        else
        {
            // SQLite starves a second writer in the same file, so jobs have a file of their own.
            var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "jobs.db") }.ConnectionString;
            store.UseSqlite(SqliteFactory.Instance, file);
        }

        store.UseSystemTextJsonSerializer();
        store.ProvisionSchema();
    }
}
