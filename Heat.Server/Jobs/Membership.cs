using Heat.Core.Engine;
using Heat.Core.Storage;

namespace Heat.Server.Jobs;

/// <summary>This process among those that share the database: says that it is alive before it begins anything and from then on. It does nothing else, for whatever takes its time here looks like death to the others.</summary>
internal sealed class Membership(Nodes nodes, DatabaseOptions database, EngineOptions options, TimeProvider time, ILogger<Membership> logger) : RepeatedService(Interval(database, options), time, logger)
{
    /// <summary>Several are sent in the time for which one counts, so that a slow one is no death.</summary>
    private const double SignsOfLife = 8;

    /// <summary>How often something happens between the processes.</summary>
    public static TimeSpan Interval(DatabaseOptions database, EngineOptions options) => database.IsShared ? TimeSpan.FromSeconds(options.LeaseSeconds / SignsOfLife) : Nodes.ReportInterval;

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

    protected override Task RunOnceAsync(CancellationToken cancellation) => nodes.ReportAsync(cancellation);
}
