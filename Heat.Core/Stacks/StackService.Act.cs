using Heat.Core.Engine;
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

    /// <summary>Suspends, resumes or checks a stack.</summary>
    public Task ActAsync(StackRecord stack, string action) => SubmitAsync(
        stack.Id,
        action,
        StopRequest.None,
        current => current.IsInProgress ? throw new ActionInProgressException(current.Name, current.Action) : current);

    /// <summary>Gives up a running update and goes back to what was before.</summary>
    public Task CancelUpdateAsync(StackRecord stack) => SubmitAsync(
        stack.Id,
        StackAction.Rollback,
        StopRequest.AtOnce,
        current =>
        {
            if (current is not { Action: StackAction.Update, Status: Status.InProgress })
                throw new UnsupportedException($"Cancelling update when stack is {current.State}");
            return current.PreviousTemplateKey is null
                ? throw new UnsupportedException("Cancelling update of a stack that never was complete")
                : current with
                {
                    TemplateKey = current.PreviousTemplateKey,
                    FilesKey = current.PreviousFilesKey!,
                    Environment = current.PreviousEnvironment!,
                    PreviousTemplateKey = current.TemplateKey,
                    PreviousFilesKey = current.FilesKey,
                    PreviousEnvironment = current.Environment,
                };
        });

    /// <summary>Gives up a running creation or update and leaves everything as it is.</summary>
    public void CancelWithoutRollback(StackRecord stack)
    {
        if (stack is not { Action: StackAction.Update or StackAction.Create, Status: Status.InProgress })
            throw new UnsupportedException($"Cancelling update when stack is {stack.State}");
        _operations.Cancel(stack.Id);
    }

    /// <summary>Writes the beginning of an action and its operation in one transaction.</summary>
    /// <param name="change">The stack as it is to be, from the stack as it is; may refuse.</param>
    private async Task SubmitAsync(
        Guid stackId, string action, StopRequest stop, Func<StackRecord, StackRecord> change, Func<HeatDatabase, StackRecord, Task>? alsoWrite = null, bool converge = false)
    {
        await _operations.SubmitAsync(stop, stackId, async database =>
        {
            var current = await database.Stacks.SingleOrDefaultAsync(row => row.Id == stackId) ?? throw new EntityNotFoundException("Stack", stackId.ToString());
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
            var sequence = await database.Operations.Where(row => row.StackId == stackId).MaxAsync(row => (long?)row.Sequence) ?? 0;
            return NewOperation(changed, sequence + 1, converge);
        });
    }
}
