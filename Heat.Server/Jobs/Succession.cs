using Heat.Core.Engine;
using Heat.Core.Storage;

namespace Heat.Server.Jobs;

/// <summary>Takes up what processes that have fallen silent have left, and gives way to what others have accepted.</summary>
internal sealed class Succession(UnfinishedOperations unfinished, DatabaseOptions database, EngineOptions options, TimeProvider time, ILogger<Succession> logger)
    : RepeatedService(Membership.Interval(database, options), time, logger)
{
    protected override async Task RunOnceAsync(CancellationToken cancellation)
    {
        await unfinished.StopOutdatedAsync(cancellation);
        await unfinished.QueueAbandonedAsync(cancellation);
    }
}
