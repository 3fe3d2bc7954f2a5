using Heat.Core.Engine;
using Heat.Core.Security;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <content>Deleting stacks, and acting on them as they are.</content>
public sealed partial class StackService
{
    /// <summary>Deletes a stack, whatever else is being done with it.</summary>
    public Task DeleteAsync(StackRecord stack) => SubmitAsync(
        stack.Id,
        StackAction.Delete,
        StopRequest.AtOnce,
        current => current.DeletedAt is null ? current : throw new EntityNotFoundException("Stack", current.Name));

    /// <summary>Deletes a stack for a caller, who lends it what it needs for that if its own credentials are no longer accepted.</summary>
    public async Task DeleteAsync(RequestContext context, StackRecord stack, CancellationToken cancellation)
    {
        await RenewCredentialsAsync(context, stack, cancellation);
        await DeleteAsync(stack);
    }

    /// <summary>Gives a stack whose credentials are no longer accepted (somebody removed its trust) new ones from the caller, so that it can be changed and deleted.</summary>
    public async Task RenewCredentialsAsync(RequestContext context, StackRecord stack, CancellationToken cancellation)
    {
        if (stack is not { OwnerId: null, Credentials: not null, DeletedAt: null })
            return;
        var credentials = StackCredentialsSealing.Open(stack, _secrets);
        var renewed = await _sessions.RenewAsync(credentials, context, cancellation);
        if (renewed == credentials)
            return;
        var lasting = _secrets.Seal(renewed, stack.Id);
        await _writer.WriteAsync(database => database.Stacks.Where(row => row.Id == stack.Id && row.DeletedAt == null).ExecuteUpdateAsync(row => row.SetProperty(each => each.Credentials, lasting)));
    }

    /// <summary>Suspends, resumes or checks a stack.</summary>
    public Task ActAsync(StackRecord stack, string action) => SubmitAsync(
        stack.Id,
        action,
        StopRequest.None,
        Idle);

    /// <summary>Gives up a running update and goes back to what was before.</summary>
    public Task CancelUpdateAsync(StackRecord stack) => SubmitAsync(
        stack.Id,
        StackAction.Rollback,
        StopRequest.AtOnce,
        current =>
        {
            if (current is not { Action: StackAction.Update, Status: Status.InProgress })
                throw new UnsupportedException($"Cancelling update when stack is {current.State}");
            return _definitions.Before(current) ?? throw new UnsupportedException("Cancelling update of a stack that never was complete");
        });

    /// <summary>Gives up a running creation or update and leaves everything as it is: the stack has failed at once, and steps that have begun end by themselves.</summary>
    public Task CancelWithoutRollbackAsync(StackRecord stack) => _operations.SubmitAsync(StopRequest.AfterRunningSteps, stack.Id, async database =>
    {
        var current = await CurrentAsync(database, stack.Id);
        if (current is not { Action: StackAction.Update or StackAction.Create, Status: Status.InProgress })
            throw new UnsupportedException($"Cancelling update when stack is {current.State}");
        var cancelled = current with { Status = Status.Failed, StatusReason = $"Stack {current.Action} cancelled", Outputs = null };
        database.Update(cancelled);
        database.Add(StackEvents.Of(cancelled, _time.GetUtcNow()));
        return NewOperation(cancelled with { Action = StackAction.Cancel }, await OperationSubmission.NextSequenceAsync(database, stack.Id));
    });

    /// <summary>Writes the beginning of an action and its operation in one transaction.</summary>
    /// <param name="change">The stack as it is to be, from the stack as it is; may refuse.</param>
    private async Task SubmitAsync(
        Guid stackId, string action, StopRequest stop, Func<StackRecord, StackRecord> change, Func<HeatDatabase, StackRecord, Task>? alsoWrite = null, bool converge = false, OperationDetails? details = null)
    {
        await _operations.SubmitAsync(stop, stackId, async database =>
        {
            var current = await CurrentAsync(database, stackId);
            var now = _time.GetUtcNow();
            var changed = change(current) with
            {
                Action = action,
                Status = Status.InProgress,
                StatusReason = $"Stack {action} started",
                UpdatedAt = now,
            };
            if (alsoWrite is not null)
                await alsoWrite(database, changed);
            database.Update(changed);
            database.Add(StackEvents.Of(changed, now));
            return NewOperation(changed, await OperationSubmission.NextSequenceAsync(database, stackId), converge, details);
        });
    }

    private static async Task<StackRecord> CurrentAsync(HeatDatabase database, Guid stack) =>
        await database.Stacks.SingleOrDefaultAsync(row => row.Id == stack) ?? throw new EntityNotFoundException("Stack", stack.ToString());

    private static StackRecord Idle(StackRecord current) => current.IsInProgress ? throw new ActionInProgressException(current.Name, current.Action) : current;
}
