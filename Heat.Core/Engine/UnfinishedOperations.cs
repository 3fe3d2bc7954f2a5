using System.Diagnostics.Metrics;
using Heat.Core.Storage;
using Heat.Core.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Engine;

/// <summary>Finds operations that nobody may be working on, at start and now and then, and queues them again. Queueing one that runs does no harm.</summary>
public sealed class UnfinishedOperations(IDbContextFactory<HeatDatabase> databases, IOperationQueue queue)
{
    private static readonly Gauge<int> s_unfinished = HeatTelemetry.Meter.CreateGauge<int>("heat.operation.unfinished", "{operation}", "Operations that are accepted and not done, as last looked at.");

    public async Task QueueAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var unfinished = await database.Operations
            .Where(row => row.State != OperationState.Done)
            .OrderBy(row => row.CreatedAt)
            .Select(row => row.Id)
            .ToListAsync(cancellation);
        s_unfinished.Record(unfinished.Count);
        foreach (var operation in unfinished)
            await queue.EnqueueAsync(operation, cancellation);
    }
}
