using Heat.Core.Engine;
using Quartz;

namespace Heat.Server.Jobs;

/// <summary>Operations as durable one-off jobs. A job that is waiting already is kept.</summary>
internal sealed class QuartzOperationQueue(ISchedulerFactory schedulers, TimeProvider time) : IOperationQueue
{
    public async Task EnqueueAsync(Guid operation, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        await scheduler.ScheduleJob<OperationJob, OperationReference>(
            new OperationReference(operation),
            time.GetUtcNow(),
            new OneOffJobOptions { Name = operation.ToString(), RequestRecovery = true, OnConflict = TriggerConflict.Keep },
            cancellation);
    }
}
