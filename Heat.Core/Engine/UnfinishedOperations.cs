using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Engine;

/// <summary>Finds operations that nobody may be working on, at start and now and then, and queues them again. Queueing one that runs does no harm.</summary>
public sealed class UnfinishedOperations(IDbContextFactory<HeatDatabase> databases, IOperationQueue queue)
{
    public async Task QueueAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var unfinished = await database.Operations
            .Where(row => row.State != OperationState.Done)
            .OrderBy(row => row.CreatedAt)
            .Select(row => row.Id)
            .ToListAsync(cancellation);
        foreach (var operation in unfinished)
            await queue.EnqueueAsync(operation, cancellation);
    }
}
