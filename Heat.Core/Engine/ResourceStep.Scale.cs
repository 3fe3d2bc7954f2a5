using Heat.Core.Diagnostics;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Templates.Expressions;

namespace Heat.Core.Engine;

/// <content>Changing the size of a group because a policy asks for it. The group's own state stays as it is, as the reference has it: only its nested stack is updated.</content>
internal sealed partial class ResourceStep
{
    /// <returns>False when the nested stack couldn't be brought to its new size; it says why, unless a newer operation has it now.</returns>
    public async Task<bool> ScaleAsync(ScalingOrder order)
    {
        if (Nested is not { } child || TypeOf(State.Record) is not ScalableStackType type)
            return true;
        if (IsObsolete(type))
        {
            type.NoteScalingFailed(Context(State.Properties));
            return true;
        }

        type.NoteScaling(Context(State.Properties));
        child.SetState(StackAction.Update, Status.InProgress, "Stack UPDATE started");
        try
        {
            var content = await type.ContentOfSizeAsync(Context(State.Properties), await child.ViewOfMembersAsync(), order.Size, Operation.Aborting);
            await FollowAsync(child, [content], StackAction.Update);
            NoteAttributes(type, child.View);
            type.NoteScaled(Context(State.Properties), order.Cooldown, order.Reason);
            return true;
        }
        catch (Exception failure) when (failure is StepFailedException or ResourceException or ProblemException or EvaluationException)
        {
            NoteScalingFailure(type, child, failure);
        }
        catch (OperationCanceledException)
        {
            type.NoteScalingFailed(Context(State.Properties));
        }

        return false;
    }

    /// <summary>What was asked for while something else was under way comes too late when that has suspended the group, left it broken, or brought it to the size that a newer template gives.</summary>
    private bool IsObsolete(ScalableStackType type) =>
        State.Record is not { Status: Status.Complete, Action: not StackAction.Suspend }
        || (State.Record.ActionStartedAt > Operation.Operation.CreatedAt && type.IsSizedByTemplate(State.Properties));

    private void NoteScalingFailure(ScalableStackType type, StackRun child, Exception failure)
    {
        type.NoteScalingFailed(Context(State.Properties));
        if (failure is not StepFailedException)
            child.Fail(StackAction.Update, FailureOf(StackAction.Update, failure).Reason);
    }
}
