using Heat.Core.Engine;
using Quartz;

namespace Heat.Server.Jobs;

/// <summary>When the server stops, what it was doing is broken off where it stands, and left to whoever shares the database, or to the next start.</summary>
internal sealed class Handover(OperationHandover operations, ISchedulerFactory schedulers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.Standby(cancellationToken);
        await operations.LeaveAsync(cancellationToken);
    }
}
