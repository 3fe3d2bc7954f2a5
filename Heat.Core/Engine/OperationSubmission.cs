using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Heat.Core.Storage;
using Heat.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Heat.Core.Engine;

/// <summary>
/// How an operation comes into the world: written in one transaction with the change of the stack that it stands for, and only then handed to the queue and announced to whatever runs on the stack.
/// If the process dies in between, the next start finds the row and queues it.
/// </summary>
internal sealed class OperationSubmission(DatabaseWriter writer, IOperationQueue queue, RunningOperations running, ICrashPoint crashPoint, ILogger<OperationSubmission> logger)
{
    /// <summary>Submits an operation that is known before the transaction.</summary>
    public Task SubmitAsync(OperationRecord operation, StopRequest stop, Func<HeatDatabase, Task> write) => SubmitAsync(stop, operation.StackId, async database =>
    {
        await write(database);
        return operation;
    });

    /// <summary>Submits an operation that depends on what the transaction finds.</summary>
    public async Task SubmitAsync(StopRequest stop, Guid stack, Func<HeatDatabase, Task<OperationRecord>> write)
    {
        // The transaction runs elsewhere, where nobody knows of the request.
        var (request, trace) = (HeatTelemetry.CurrentRequestId, Activity.Current?.Id);
        OperationRecord? operation = null;
        await writer.WriteAsync(async database =>
        {
            await database.LockStackAsync(stack);
            operation = (await write(database)) with { RequestId = request, TraceParent = trace };
            database.Add(operation);
        });
        crashPoint.Reach(CrashPoint.OperationAccepted);
        running.Stop(stack, stop);
        await EnqueueAsync(operation!.Id);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The operation is accepted, whatever becomes of its job: the sweep queues it again.")]
    private async Task EnqueueAsync(Guid operation)
    {
        try
        {
            await queue.EnqueueAsync(operation, CancellationToken.None);
        }
        catch (Exception failure)
        {
            logger.NotQueued(operation, failure);
        }
    }

    /// <summary>The number of the next operation on a root stack.</summary>
    public static async Task<long> NextSequenceAsync(HeatDatabase database, Guid stack) =>
        (await database.Operations.Where(row => row.StackId == stack).MaxAsync(row => (long?)row.Sequence) ?? 0) + 1;
}
