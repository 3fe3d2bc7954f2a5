using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Engine;

/// <summary>Operations that are over and that nobody asks for any more. The last one of each stack stays: it counts on from there.</summary>
public sealed class FinishedOperations(DatabaseWriter writer, TimeProvider time)
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(1);

    public Task PurgeAsync() => writer.WriteAsync(async database =>
    {
        var border = time.GetUtcNow() - s_kept;
        await database.Operations
            .Where(row => row.State == OperationState.Done && row.CreatedAt < border && database.Operations.Any(newer => newer.StackId == row.StackId && newer.Sequence > row.Sequence))
            .ExecuteDeleteAsync();
    });
}
