using Heat.Core.Stacks;
using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <content>Waiting at hooks. They count only while the stack itself is being created, updated or deleted: not for what a replacement or a rollback does.</content>
internal sealed partial class ResourceStep
{
    private Task PauseBeforeAsync(string action) => PauseAsync("pre", action);

    private Task PauseAfterAsync(string action) => PauseAsync("post", action);

    private async Task PauseAsync(string when, string action)
    {
        var hook = HookName(when, action);
        if (stack.Stack.Action != action || !stack.HasHook(Name, hook))
            return;
        await Operation.Journal.FlushAsync();
        var known = await FindHookAsync(hook);
        if (known is null)
        {
            Operation.Journal.Note(new HookRecord { OperationId = Operation.Operation.Id, ResourceId = State.Id, Hook = hook });
            NoteHookEvent($"{action} paused until Hook {hook} is cleared");
            await Operation.Journal.FlushAsync();
        }

        await WaitAtAsync(hook);
    }

    /// <summary>After a crash: an action that is over may still wait at the hook behind it.</summary>
    private async Task GoOnWaitingAsync()
    {
        foreach (var hook in (string[])[HookName("post", StackAction.Create), HookName("post", StackAction.Update)])
            if (stack.HasHook(Name, hook) && await FindHookAsync(hook) is { IsCleared: false })
                await WaitAtAsync(hook);
    }

    private async Task WaitAtAsync(string hook)
    {
        try
        {
            await Operation.Waiting.UntilAsync(async () => await FindHookAsync(hook) is not { IsCleared: false }, Operation.Stopping);
        }
        catch (OperationCanceledException)
        {
            NoteHookEvent("Failure occurred while waiting.");
            throw new StepStoppedException();
        }
    }

    private static string HookName(string when, string action) => $"{when}-{action.ToLowerInvariant()}";

    private Task<HookRecord?> FindHookAsync(string hook) => Operation.Store.FindHookAsync(Operation.Operation.Id, State.Id, hook);

    private void NoteHookEvent(string reason) =>
        Operation.Journal.Note(StackEvents.Of(State.Record with { StatusReason = reason }, State.Record.PhysicalId, Operation.Time.GetUtcNow()));
}
