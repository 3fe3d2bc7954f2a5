using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;

namespace Heat.Core.Engine;

/// <content>Deletion.</content>
internal sealed partial class ResourceStep
{
    public Task<bool> DeleteAsync()
    {
        if (State.Record.Action == StackAction.Init)
        {
            stack.Remove(State);
            return Task.FromResult(true);
        }

        return AttemptAsync(StackAction.Delete, DeleteNotedAsync);
    }

    private async Task DeleteNotedAsync()
    {
        var type = TypeOf(State.Record);
        // Looked up while the record still tells that, and since when, it was being created. A creation that was given up may have been interrupted before, or its answer lost.
        if (HasNoKnownObject(type))
        {
            if (stack.WasInterrupted(State.Id))
                await FindLostAsync(type, Context(State.Properties));
            else if (State.Record.Status == Status.Failed)
                await ClaimMadeAsync(type, Context(State.Properties));
        }

        await PauseBeforeAsync(StackAction.Delete);
        Begin(StackAction.Delete);
        if (!IsKept(type))
            await DeleteThingAsync(type);
        if (!Operation.KeepsThings)
            await DeleteLateWithItAsync(type);
        Operation.CrashPoint.Reach(CrashPoint.StepDone);
        End(StackAction.Delete);
        await PauseAfterAsync(StackAction.Delete);
        stack.Remove(State);
    }

    private bool IsKept(ResourceType type) => (Operation.KeepsThings && type is not NestedStackType) || State.Record.ExternalId is not null || State.Record.DeletionPolicy.Equals("Retain", StringComparison.OrdinalIgnoreCase);

    private async Task DeleteThingAsync(ResourceType type)
    {
        if (type is NestedStackType)
        {
            await DeleteNestedAsync();
            return;
        }

        var context = Context(State.Properties);
        await SecureIntentAsync(type);
        if (context.PhysicalId is null && !type.DeletesWithoutPhysicalId)
            return;
        if (State.Record.DeletionPolicy.Equals("Snapshot", StringComparison.OrdinalIgnoreCase))
            await SnapshotOnDeleteAsync(type, context);
        await DeleteObjectAsync(type, context);
    }

    private async Task SnapshotOnDeleteAsync(ResourceType type, EngineResourceContext context)
    {
        if (context.PreviousStatus.EndsWith(Status.Failed, StringComparison.Ordinal) || context.PhysicalId is null)
            return;
        await CallAsync(type, () => type.SnapshotOnDeleteAsync(context, CancellationToken.None));
        await WaitAsync(type, () => type.IsSnapshotOnDeleteTakenAsync(context, CancellationToken.None));
    }

    /// <summary>Deletes the cloud object.</summary>
    private Task DeleteObjectAsync(ResourceType type, EngineResourceContext context) => UntilDeletedAsync(type, context, type.DeleteAsync);

    /// <summary>What isn't there is deleted; a conflict is tried again after a pause, for what stands in the way may be on its way out.</summary>
    private async Task UntilDeletedAsync(ResourceType type, ResourceContext context, Func<ResourceContext, CancellationToken, Task> delete)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await CallAsync(type, () => delete(context, CancellationToken.None));
                Operation.CrashPoint.Reach(CrashPoint.CloudCalled);
                await WaitAsync(type, () => type.IsDeletedAsync(context, CancellationToken.None));
                return;
            }
            catch (ResourceException failure) when (failure.Nature == FailureNature.NotFound)
            {
                return;
            }
            catch (ResourceException failure) when (failure.Nature == FailureNature.Conflict && attempt < Operation.Options.RetryLimit)
            {
                await Operation.Waiting.BeforeRetryAsync(attempt, Operation.Aborting);
            }
        }
    }
}
