using Heat.Core.Engine;

namespace Heat.Server.Jobs;

/// <summary>Queues again, at start and now and then, what is unfinished, so that nothing hangs on a job that was lost.</summary>
internal sealed class OperationSweep(UnfinishedOperations unfinished, TimeProvider time, ILogger<OperationSweep> logger) : RepeatedService(TimeSpan.FromSeconds(30), time, logger)
{
    protected override async Task RunOnceAsync(CancellationToken cancellation)
    {
        await unfinished.QueueWaitingAsync(cancellation);
        await unfinished.QueueAbandonedAsync(cancellation);
    }
}
