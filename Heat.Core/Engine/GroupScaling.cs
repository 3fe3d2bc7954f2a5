using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Engine;

/// <summary>
/// Takes what scaling policies ask for and makes operations of it. Such an operation waits until nothing else is under way on the tree; it is carried out by whoever ends what it waits for.
/// </summary>
internal sealed class GroupScaling(IOperationStore store, StackDefinitions definitions, SecretBox secrets, OperationSubmission operations, LimitOptions limits, TimeProvider time)
{
    /// <summary>Has a group of a stack scaled. When this returns, that is on disk.</summary>
    /// <exception cref="ResourceException">There is no such group, or nothing is to happen now.</exception>
    public async Task RequestAsync(StackRecord stack, StoredResource group, ScalingAdjustment adjustment, CancellationToken cancellation)
    {
        var asked = time.GetUtcNow();
        if (group.Status != Status.Complete)
            throw ResourceException.NoActionRequired(group.Name, "as its state is not COMPLETE");
        if (await store.IsScalingAsync(group.Id, cancellation))
            throw BusyScaling(group);
        var tree = await StackTree.LoadAsync(stack.RootId, store, definitions, secrets, cancellation);
        if (tree.TypeOf(stack.Id, group.Name) is not ScalableStackType type || tree.Resource(stack.Id, group.Name) is not { } state || tree.ViewOf(state.Record) is not { } view)
            throw new ResourceException("NotSupported", $"Scaling of {group.Name} ({group.Type}) by a policy is not supported.");
        var size = type.SizeAfter(adjustment, group.Name, state.Properties, group.Metadata, view, asked);
        var order = new ScalingOrder(size, adjustment.Cooldown, adjustment.Reason);
        await operations.SubmitAsync(StopRequest.None, stack.RootId, database => OperationAsync(database, stack, group, order, asked));
    }

    private async Task<OperationRecord> OperationAsync(HeatDatabase database, StackRecord stack, StoredResource group, ScalingOrder order, DateTimeOffset asked)
    {
        // What was asked for since we looked has changed, or will change, the size that we looked at.
        if (await database.Operations.AnyAsync(row => row.GroupId == group.Id && (row.State != OperationState.Done || row.CreatedAt >= asked)))
            throw BusyScaling(group);
        var root = await database.Stacks.SingleAsync(row => row.Id == stack.RootId);
        var now = time.GetUtcNow();
        return new OperationRecord
        {
            Id = Guid.NewGuid(),
            StackId = root.Id,
            Sequence = await OperationSubmission.NextSequenceAsync(database, root.Id),
            Action = StackAction.Scale,
            State = OperationState.Queued,
            GroupId = group.Id,
            Scaling = order.Write(),
            CreatedAt = now,
            Deadline = now + limits.ActionTimeout(root.TimeoutMinutes),
        };
    }

    private static ResourceException BusyScaling(StoredResource group) => ResourceException.NoActionRequired(group.Name, "due to scaling activity");
}
