using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Heat.Core.Engine;

/// <content>What an operation does to its stack, by its action.</content>
internal sealed partial class OperationRunner
{
    private async Task PerformAsync(OperationContext context, StackRun root)
    {
        if (context.Operation.Action == StackAction.Cancel)
        {
            await FailInterruptedAsync(context);
            return;
        }

        switch (root.Stack.Action)
        {
            case StackAction.Snapshot:
                await SnapshotAsync(context, root);
                break;
            case StackAction.Delete:
                await DeleteAsync(context, root);
                break;
            case StackAction.Suspend or StackAction.Resume or StackAction.Check:
                await ActAsync(context, root);
                break;
            case StackAction.Rollback:
                await RollBackAsync(context, root);
                break;
            default:
                await ConvergeAsync(context, root);
                break;
        }
    }

    private async Task ConvergeAsync(OperationContext context, StackRun root)
    {
        var action = root.Stack.Action;
        var definition = await definitions.LoadAsync(root.Stack, store);
        root.Adopted = context.Details.Adopted;
        if (await root.ConvergeAsync(definition))
        {
            context.CrashPoint.Reach(CrashPoint.StepsDone);
            root.Change(root.Stack with { PreviousTemplateKey = null, PreviousFilesKey = null, PreviousEnvironment = null });
            root.Complete(action);
            return;
        }

        if (await IsTakenOverAsync(context))
            return;
        if (root.Stack.DisableRollback)
        {
            await FailAsync(context, root, action);
            return;
        }

        root.Fail(action, ReasonOf(context, root, action));
        await BeginRollbackAsync(context, root);
    }

    private async Task BeginRollbackAsync(OperationContext context, StackRun root)
    {
        var (before, documents) = definitions.Before(root.Stack, root.Definition!);
        foreach (var document in documents)
            context.Journal.Note(document);
        root.Change(before);
        root.SetState(StackAction.Rollback, Status.InProgress, "Stack ROLLBACK started");
        await context.Journal.FlushAsync();
        context.CrashPoint.Reach(CrashPoint.RollbackBegun);

        // What ran out of time, or was stopped, gets a new bound for the way back.
        context.Running.Renew();
        using var alarm = time.CreateTimer(_ => context.Running.TimeOut(), null, context.Operation.Deadline - context.Operation.CreatedAt, Timeout.InfiniteTimeSpan);
        if (!await IsTakenOverAsync(context))
            await RollBackAsync(context, root);
    }

    private async Task RollBackAsync(OperationContext context, StackRun root)
    {
        var definition = await definitions.LoadAsync(root.Stack, store);
        if (await root.ConvergeAsync(definition))
        {
            root.Change(root.Stack with { PreviousTemplateKey = null, PreviousFilesKey = null, PreviousEnvironment = null });
            root.Complete(StackAction.Rollback);
            return;
        }

        if (!await IsTakenOverAsync(context))
            await FailAsync(context, root, StackAction.Rollback);
    }

    private async Task DeleteAsync(OperationContext context, StackRun root)
    {
        var credentials = StackCredentialsSealing.Open(root.Stack, secrets);
        if (!context.KeepsThings && await DeleteSnapshotsAsync(context, root) is { } failure)
        {
            root.NoteFailure(failure);
            await FailAsync(context, root, StackAction.Delete);
        }
        else if (await root.DeleteAsync())
        {
            context.CrashPoint.Reach(CrashPoint.StepsDone);
            if (await GiveBackAsync(root.Stack, credentials) is { } reason)
                root.Fail(StackAction.Delete, reason);
            else
                root.MarkDeleted();
        }
        else if (!await IsTakenOverAsync(context))
        {
            await FailAsync(context, root, StackAction.Delete);
        }
    }

    /// <summary>Gives back what the identity service lent to the stack. Answers with what stood in the way: the stack stays then, so that the deletion can be asked for again.</summary>
    private async Task<string?> GiveBackAsync(StackRecord stack, StackCredentials credentials)
    {
        var what = "project";
        try
        {
            if (stack.StackUserProjectId is { } project)
                await sessions.RemoveStackUserProjectAsync(project, CancellationToken.None);
            what = "trust";
            // The last events go out with the same trust, so then it is given up later.
            if (stack.EventSinks is null)
                await sessions.RevokeAsync(credentials, CancellationToken.None);
            return null;
        }
        catch (ResourceException failure)
        {
            return $"Error deleting {what}: {failure.Message}";
        }
    }

    /// <summary>Deletes the stack's snapshots, which are nothing without it. Answers with what stood in the way.</summary>
    private async Task<ResourceFailure?> DeleteSnapshotsAsync(OperationContext context, StackRun root)
    {
        foreach (var snapshot in await store.ListSnapshotsAsync(root.Stack.Id, CancellationToken.None))
        {
            try
            {
                await snapshots.DeleteKeptAsync(snapshot, context.Cloud, CancellationToken.None);
            }
            catch (ResourceException failure)
            {
                return new ResourceFailure(StackAction.Delete, failure.Kind, $"snapshots.{snapshot.Name ?? snapshot.Id.ToString()}", failure.Message);
            }

            context.Journal.NoteSnapshotRemoval(snapshot.Id);
        }

        return null;
    }

    private async Task SnapshotAsync(OperationContext context, StackRun root)
    {
        var definition = await definitions.LoadAsync(root.Stack, store);
        var snapshot = await store.FindSnapshotAsync(root.Stack.Id, context.Details.Snapshot!.Value, CancellationToken.None);
        if (await root.ActAsync(StackAction.Snapshot, definition))
        {
            if (snapshot is not null)
                context.Journal.Note(snapshots.Taken(snapshot, root.Document));
            root.Complete(StackAction.Snapshot);
            return;
        }

        if (!await IsTakenOverAsync(context))
            await FailAsync(context, root, StackAction.Snapshot);
    }

    private async Task ActAsync(OperationContext context, StackRun root)
    {
        var action = root.Stack.Action;
        var definition = await definitions.LoadAsync(root.Stack, store);
        if (await root.ActAsync(action, definition))
            root.Complete(action);
        else if (!await IsTakenOverAsync(context))
            await FailAsync(context, root, action);
    }

    /// <summary>Brings a group to the size that a policy asked for. The stacks around it don't change their state, but what they tell may.</summary>
    private async Task ScaleAsync(OperationContext context, StackRun root)
    {
        var owner = context.Tree.Values.FirstOrDefault(stack => stack.Find(context.Operation.GroupId!.Value) is not null);
        if (owner is null)
            return;
        await root.OpenAsync(await definitions.LoadAsync(root.Stack, store));
        var isScaled = await owner.ScaleAsync(context.Operation.GroupId!.Value, ScalingOrder.Read(context.Operation.Scaling!));
        for (var stack = owner; stack is not null; stack = context.Tree.GetValueOrDefault(stack.Stack.OwnerId ?? Guid.Empty))
            stack.Change(stack.Stack with { Outputs = null });
        if (!isScaled && !await IsTakenOverAsync(context))
            await FailInterruptedAsync(context);
    }

    /// <summary>Ends an operation as failed. What an earlier one was doing when it was broken off, and this one didn't get to, fails with it: nothing stays in the middle for ever.</summary>
    private async Task FailAsync(OperationContext context, StackRun root, string action)
    {
        await FailInterruptedAsync(context);
        root.Fail(action, ReasonOf(context, root, action));
    }

    private static async Task FailInterruptedAsync(OperationContext context)
    {
        foreach (var stack in context.Tree.Values.ToList())
            await stack.FailInterruptedAsync();
    }

    /// <summary>True when a newer operation has the stack now: then its state is no longer ours to change.</summary>
    private async Task<bool> IsTakenOverAsync(OperationContext context)
    {
        context.EnsureHeld();
        return await store.FindNewerAsync(context.Operation, CancellationToken.None) is not null;
    }

    private string ReasonOf(OperationContext context, StackRun root, string action) =>
        time.GetUtcNow() >= context.Operation.Deadline ? "Timed out"
        : root.Failure is { } failure ? failure.StackReason + Left(root, action)
        : $"Stack {action} failed";

    /// <summary>What a failed deletion has left, when that is more than the resource that the reason is about.</summary>
    private static string Left(StackRun root, string action) => action == StackAction.Delete && root.States.Count > 1
        ? $". Still there: {string.Join(", ", root.States.Select(state => state.Name).Distinct().Order(StringComparer.Ordinal))}"
        : "";
}
