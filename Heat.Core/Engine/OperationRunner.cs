using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Heat.Core.Engine;

/// <summary>
/// Carries an operation out, from wherever it stands to its end: claims it, takes over from whatever ran on the stack before, walks, and rolls back if that is asked for.
/// Where an operation stands is in the database alone, so that any process can go on with it.
/// </summary>
internal sealed partial class OperationRunner(
    IOperationStore store,
    RunningOperations running,
    StackDefinitions definitions,
    StackSnapshots snapshots,
    ICloudSessions sessions,
    SecretBox secrets,
    EngineOptions options,
    LimitOptions limits,
    NodeIdentity node,
    IOperationLoop loop,
    ICrashPoint crashPoint,
    TimeProvider time,
    ILogger<OperationRunner> logger) : IOperationRunner
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(Guid operationId, CancellationToken cancellation)
    {
        // Whoever ends an operation goes on with those that have waited for it.
        for (Guid? next = operationId; next is { } id; )
            next = await RunOneAsync(id, cancellation) is { } stack ? await store.FindWaitingAsync(stack, cancellation) : null;
    }

    /// <returns>The root stack of the operation that was run; null when there was nothing to run.</returns>
    private async Task<Guid?> RunOneAsync(Guid operationId, CancellationToken cancellation)
    {
        // Entered before it is claimed: a claim fences off whoever had the operation before, and that may be this process.
        if (running.TryEnter(operationId) is not { } handle)
            return null;
        OperationRecord? operation = null;
        try
        {
            operation = await store.ClaimAsync(operationId, node.Name, cancellation);
            if (operation is null)
                return null;
            handle.Claim = operation;
            await loop.RunAsync(() => RunClaimedAsync(operation, handle));
            return operation.StackId;
        }
        catch (OperationLostException) when (handle.IsGivenUp)
        {
            await HandOverAsync(operation!);
            return null;
        }
        catch (OperationLostException)
        {
            logger.OperationLost(operationId);
            return null;
        }
        finally
        {
            running.Leave(operationId);
        }
    }

    private async Task RunClaimedAsync(OperationRecord operation, RunningOperation handle)
    {
        using var observed = new OperationObservation(operation, logger, time);
        crashPoint.Reach(CrashPoint.OperationClaimed);
        await TakeOverAsync(operation, handle);
        if (await store.FindNewerAsync(operation, CancellationToken.None) is not null)
        {
            await GiveWayAsync(operation);
            observed.Outcome = "superseded";
            return;
        }

        var context = NewContext(operation, handle, await OpenCloudAsync(operation, handle));
        if (context is null)
        {
            await EndAsync(new Journal(store, operation), operation);
            return;
        }

        logger.OperationStarted(operation.Id, operation.Action, operation.StackId);
        using var alarm = time.CreateTimer(_ => handle.TimeOut(), null, Remaining(operation.Deadline), Timeout.InfiniteTimeSpan);
        var root = context.Tree[operation.StackId];
        await (operation.Action == StackAction.Scale ? ScaleAsync(context, root) : PerformAsync(context, root));
        await EndAsync(context.Journal, operation);
        observed.Outcome = root.Stack.Status.ToLowerInvariant();
        logger.OperationEnded(operation.Id, root.Stack.State);
    }

    /// <summary>Ends whatever was under way on the stack before. What runs, here or elsewhere, gives way at its next step; what nobody carries any more is ended.</summary>
    private async Task TakeOverAsync(OperationRecord operation, RunningOperation handle)
    {
        while (await store.FindOlderAsync(operation, CancellationToken.None) is [var older, ..])
        {
            if (running.Find(older.Id) is not { } runningHere)
            {
                await EndAbandonedAsync(older, handle);
                continue;
            }

            runningHere.Stop(StopRequests.Of(operation));
            await runningHere.Ended;
        }
    }

    /// <summary>Leaves an operation to whoever takes it up next. Everything that was begun is noted.</summary>
    private async Task HandOverAsync(OperationRecord operation)
    {
        try
        {
            var journal = new Journal(store, operation);
            journal.Note(operation with { State = OperationState.Queued, Owner = null });
            await journal.FlushAsync();
            logger.OperationHandedOver(operation.Id);
        }
        catch (OperationLostException)
        {
            logger.OperationLost(operation.Id);
        }
    }

    /// <summary>Before it has begun, an operation leaves the stack to a newer one. What a policy asked for isn't forgotten: that waits again.</summary>
    private Task GiveWayAsync(OperationRecord operation)
    {
        var journal = new Journal(store, operation);
        if (operation.Action != StackAction.Scale)
            return EndAsync(journal, operation);
        journal.Note(operation with { State = OperationState.Queued });
        return journal.FlushAsync();
    }

    /// <summary>Ends an operation that nobody works on any more. One that is alive elsewhere is seen there to be outdated, and ends by itself.</summary>
    private async Task EndAbandonedAsync(OperationRecord older, RunningOperation handle)
    {
        if (await store.ClaimAsync(older.Id, node.Name, CancellationToken.None) is not { } abandoned)
        {
            handle.EnsureHeld();
            await Task.Delay(s_lookAgain, time);
            return;
        }

        try
        {
            await EndAsync(new Journal(store, abandoned), abandoned);
        }
        catch (OperationLostException)
        {
            // Somebody has just taken it up again, and will see that there is a newer one. Losing it doesn't mean that ours is lost.
        }
    }

    private async Task EndAsync(Journal journal, OperationRecord operation)
    {
        if (OperationDetails.Of(operation, secrets).Snapshot is { } snapshot)
            await GiveUpAsync(journal, operation, snapshot);
        journal.Note(operation with { State = OperationState.Done });
        await journal.FlushAsync();
    }

    /// <summary>A snapshot that was not taken by the end of its operation never will be. What was kept for it so far is noted, so that it goes when the snapshot is deleted.</summary>
    private async Task GiveUpAsync(Journal journal, OperationRecord operation, Guid id)
    {
        await journal.FlushAsync();
        if (await store.FindSnapshotAsync(operation.StackId, id, CancellationToken.None) is not { Status: Status.InProgress } begun)
            return;
        var tree = await StackTree.LoadAsync(operation.StackId, store, definitions, secrets, CancellationToken.None);
        if (tree.StackOf(operation.StackId) is { } stack)
            journal.Note(snapshots.GivenUp(begun, tree.DocumentOf(stack.Id, begun.IsPartOf), stack));
    }

    private async Task<(ICloudSession Cloud, IReadOnlyList<StackRecord> Stacks, IReadOnlyList<ResourceRecord> Resources)> OpenCloudAsync(OperationRecord operation, RunningOperation handle)
    {
        var (stacks, resources) = await store.LoadTreeAsync(operation.StackId, CancellationToken.None);
        var root = stacks.FirstOrDefault(stack => stack.Id == operation.StackId);
        return (root is null ? new NoCloud() : sessions.ForStack(StackCredentialsSealing.Open(root, secrets), handle.EnsureHeld), stacks, resources);
    }

    private OperationContext? NewContext(OperationRecord operation, RunningOperation handle, (ICloudSession Cloud, IReadOnlyList<StackRecord> Stacks, IReadOnlyList<ResourceRecord> Resources) found)
    {
        if (found.Stacks.All(stack => stack.Id != operation.StackId))
            return null;
        var context = new OperationContext
        {
            Operation = operation,
            Details = OperationDetails.Of(operation, secrets),
            Running = handle,
            Journal = new Journal(store, operation),
            Store = store,
            Definitions = definitions,
            Secrets = secrets,
            Sessions = sessions,
            Cloud = found.Cloud,
            Time = time,
            Waiting = new Waiting(options, time, handle.NextWake),
            Options = options,
            Limits = limits,
            CrashPoint = crashPoint,
            Log = logger,
            CloudSlots = new SemaphoreSlim(options.ConcurrentSteps),
        };
        var resources = found.Resources.ToLookup(resource => resource.StackId);
        foreach (var stack in found.Stacks)
            _ = new StackRun(context, stack, resources[stack.Id].Select(resource => ResourceState.Open(resource, secrets)));
        return context;
    }

    private TimeSpan Remaining(DateTimeOffset deadline)
    {
        var remaining = deadline - time.GetUtcNow();
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
