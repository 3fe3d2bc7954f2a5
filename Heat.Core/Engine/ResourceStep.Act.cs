using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;

namespace Heat.Core.Engine;

/// <content>Suspending, resuming, checking, and taking snapshots.</content>
internal sealed partial class ResourceStep
{
    public Task<bool> ActAsync(string action) => action switch
    {
        StackAction.Suspend => SuspendAsync(),
        StackAction.Resume => AttemptAsync(action, ResumeAsync),
        StackAction.Check => AttemptAsync(action, CheckAsync),
        StackAction.Snapshot => SnapshotAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action on existing resources."),
    };

    private Task<bool> SuspendAsync() => State.Record.State == "SUSPEND_COMPLETE" ? Task.FromResult(true) : AttemptAsync(StackAction.Suspend, async () =>
    {
        var record = State.Record;
        if (record.Status != Status.Complete && record.Action != StackAction.Suspend)
            throw new ResourceException("Error", $"State ('{record.Action}', '{record.Status}') invalid for suspend");
        await PassThroughAsync(StackAction.Suspend, (type, context) => type.SuspendAsync(context, CancellationToken.None), (type, context) => type.IsSuspendedAsync(context, CancellationToken.None));
    });

    private async Task ResumeAsync()
    {
        var record = State.Record;
        if (record.State != "SUSPEND_COMPLETE" && record.Action != StackAction.Resume)
            throw new ResourceException("Error", $"State ('{record.Action}', '{record.Status}') invalid for resume");
        await PassThroughAsync(StackAction.Resume, (type, context) => type.ResumeAsync(context, CancellationToken.None), (type, context) => type.IsResumedAsync(context, CancellationToken.None));
    }

    private async Task PassThroughAsync(string action, Func<ResourceType, EngineResourceContext, Task> start, Func<ResourceType, EngineResourceContext, Task<bool>> isDone)
    {
        var type = TypeOf(State.Record);
        Begin(action);
        if (type is NestedStackType)
        {
            await ActOnNestedAsync(action);
        }
        else
        {
            var context = Context(State.Properties);
            await SecureIntentAsync(type);
            await CallAsync(type, () => start(type, context));
            await WaitAsync(type, () => isDone(type, context));
            await NoteAttributesAsync(type, context);
        }

        End(action);
    }

    private async Task CheckAsync()
    {
        var type = TypeOf(State.Record);
        if (State.Record.Action == StackAction.Init)
            throw new ResourceException("Error", $"Can not check {Name}, resource not created yet.");
        if (!type.SupportsCheck)
        {
            stack.NoteUnsupportedCheck();
            End(StackAction.Check, $"CHECK not supported for {State.Record.Type}");
            return;
        }

        Begin(StackAction.Check);
        if (type is NestedStackType)
        {
            await ActOnNestedAsync(StackAction.Check);
        }
        else
        {
            var context = Context(State.Properties);
            await CallAsync(type, () => type.CheckAsync(context, CancellationToken.None));
            await NoteAttributesAsync(type, context);
        }

        End(StackAction.Check);
    }

    /// <summary>What was never made has nothing to keep; nor has a stack of its own.</summary>
    private Task<bool> SnapshotAsync() => State.Record.Action == StackAction.Init ? Task.FromResult(true) : AttemptAsync(StackAction.Snapshot, async () =>
    {
        var type = TypeOf(State.Record);
        Begin(StackAction.Snapshot);
        if (type is not NestedStackType)
        {
            var context = Context(State.Properties);
            await SecureIntentAsync(type);
            await CallAsync(type, () => type.SnapshotAsync(context, CancellationToken.None));
            await WaitAsync(type, () => type.IsSnapshotTakenAsync(context, CancellationToken.None));
        }

        End(StackAction.Snapshot);
    });
}
