using System.Diagnostics.CodeAnalysis;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <content>
/// Lost and late objects: a service may carry out a creating call after its sender died, and after the one that went on looked for what the call had made. By then the resource has another object.
/// </content>
internal sealed partial class ResourceStep
{
    // No service carries out what it was asked for longer ago.
    private static readonly TimeSpan s_latest = TimeSpan.FromHours(1);

    // How long an operation that is done otherwise waits for one that is still being made.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Ends what was broken off and isn't gone on with. What a lost call has made belongs to the resource all the same.</summary>
    public async Task FailInterruptedAsync()
    {
        var type = TypeOf(State.Record);
        if (HasNoKnownObject(type) && stack.WasInterrupted(State.Id))
            await WithoutFailingAsync(() => FindLostAsync(type, Context(State.Properties)));
        ChangeState(State.Record.Action, Status.Failed, $"{State.Record.Action} aborted (interrupted)", record => record);
    }

    /// <summary>Deletes what has turned up since. What can't be deleted now is left to the next time, and doesn't fail anything.</summary>
    public Task TryDeletingLateAsync() => WithoutFailingAsync(async () =>
    {
        var type = TypeOf(State.Record);
        using var patience = new CancellationTokenSource(s_patience, Operation.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Operation.Aborting);
        foreach (var late in await FindLateAsync(type))
        {
            await UntilMadeAsync(type, late, either.Token);
            await CallAsync(type, () => type.DeleteLateAsync(late, CancellationToken.None));
        }

        ForgetLostCreation();
    });

    /// <summary>After a crash: what the lost call may have made is looked up before anything is made again.</summary>
    private async Task FindLostAsync(ResourceType type, EngineResourceContext context)
    {
        if (context.PhysicalId is not null)
            return;
        NoteLostCreation();
        await ClaimMadeAsync(type, context);
    }

    private async Task ClaimMadeAsync(ResourceType type, EngineResourceContext context)
    {
        var candidates = await CallAsync(type, () => type.FindAsync(context, CancellationToken.None));
        if (await Operation.ClaimUnownedAsync(candidates, State.Record) is { } found)
            context.RecordPhysicalId(found);
    }

    /// <summary>True when a creation was begun of which no object is known.</summary>
    private bool HasNoKnownObject(ResourceType type) => type is not NestedStackType && State.Record is { Action: StackAction.Create, PhysicalId: null };

    /// <summary>Deletes what has turned up until the resource goes, and waits until that is gone.</summary>
    private async Task DeleteLateWithItAsync(ResourceType type)
    {
        if (State.Record.CreationLostAt is null)
            return;
        foreach (var late in await FindLateAsync(type))
        {
            await UntilMadeAsync(type, late, Operation.Aborting);
            await UntilDeletedAsync(type, late, type.DeleteLateAsync);
        }
    }

    /// <summary>Few services delete what they are still making.</summary>
    private async Task UntilMadeAsync(ResourceType type, ResourceContext late, CancellationToken cancellation)
    {
        try
        {
            await Operation.Waiting.UntilAsync(() => CallAsync(type, () => type.IsCreatedAsync(late, CancellationToken.None)), cancellation);
        }
        catch (ResourceException)
        {
            // What is in error, or gone already, can be deleted.
        }
    }

    private async Task<IReadOnlyList<ResourceContext>> FindLateAsync(ResourceType type)
    {
        var lost = LateContext(null);
        if (!type.FindsOnlyItsOwn(lost))
            return [];
        var found = (await CallAsync(type, () => type.FindAsync(lost, CancellationToken.None))).Where(id => id != State.Record.PhysicalId).ToList();
        if (found.Count == 0)
            return [];
        // Another stack may have adopted it meanwhile.
        var owned = await Operation.Store.FindOwnedAsync(State.Record.MappedType, found, CancellationToken.None);
        var late = found.Where(id => !owned.Contains(id)).ToList();
        foreach (var id in late)
            Operation.Log.LateObjectFound(id, Name, stack.Stack.Id);
        return [.. late.Select(LateContext)];
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Nobody waits for what was lost, so it is no reason for anything to fail.")]
    private async Task WithoutFailingAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not OperationLostException && !DatabaseOutage.Is(failure))
        {
            Operation.Log.LostObjectLeft(Name, stack.Stack.Id, failure);
        }
    }

    private void NoteLostCreation()
    {
        if (State.Record.CreationLostAt is null)
            Note(State with { Record = State.Record with { CreationLostAt = Operation.Time.GetUtcNow() } });
    }

    private void ForgetLostCreation()
    {
        if (Operation.Time.GetUtcNow() - State.Record.CreationLostAt > s_latest)
            Note(State with { Record = State.Record with { CreationLostAt = null } });
    }

    /// <summary>The resource as if it had no object but this one, made at any time since there is the resource.</summary>
    private WatchedResourceContext LateContext(string? physicalId)
    {
        var context = new WatchedResourceContext(existing: null)
        {
            Stack = stack.Outline,
            Name = Name,
            Id = State.Id,
            PhysicalName = PhysicalNameOf(State.Record),
            Properties = State.Properties,
            Cloud = Operation.Cloud,
            Time = Operation.Time,
            StartedAt = State.Record.CreatedAt,
        };
        context.RecordPhysicalId(physicalId);
        return context;
    }
}
