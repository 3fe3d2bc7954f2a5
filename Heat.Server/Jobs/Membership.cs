using Heat.Core.Engine;
using Heat.Core.Storage;

namespace Heat.Server.Jobs;

/// <summary>
/// This process among those that share the database: says that it is alive before it begins anything and from then on, takes up what silent ones have left, and gives way to what others have accepted.
/// </summary>
internal sealed class Membership(Nodes nodes, UnfinishedOperations unfinished, DatabaseOptions database, EngineOptions options, TimeProvider time, ILogger<Membership> logger)
    : RepeatedService(database.Provider == DatabaseProvider.PostgreSql ? TimeSpan.FromSeconds(options.LeaseSeconds / SignsOfLife) : Nodes.ReportInterval, time, logger)
{
    /// <summary>Several are sent in the time for which one counts, so that a slow one is no death.</summary>
    private const double SignsOfLife = 8;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await nodes.ReportAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await nodes.LeaveAsync();
    }

    protected override async Task RunOnceAsync(CancellationToken cancellation)
    {
        await nodes.ReportAsync(cancellation);
        await unfinished.StopOutdatedAsync(cancellation);
        await unfinished.QueueAbandonedAsync(cancellation);
    }
}
