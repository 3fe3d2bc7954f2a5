using Quartz;

namespace Heat.Server.Health;

/// <summary>The job engine runs, so that what is accepted is also done.</summary>
internal sealed class JobReadiness(ISchedulerFactory schedulers) : IReadinessCheck
{
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        return await scheduler.GetStatus(cancellation) == SchedulerStatus.Running ? null : "The job engine doesn't run.";
    }
}
