using System.Diagnostics.CodeAnalysis;
using Heat.Core.Diagnostics;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Signals;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>
/// Work on one resource. Every change of state is noted before and after; what has to survive a crash is on disk before the cloud is called.
/// This file holds what all actions share; each action has a file of its own.
/// </summary>
internal sealed partial class ResourceStep(StackRun stack, ResourceState state)
{
    private const string StateChanged = "state changed";

    public ResourceState State { get; private set; } = state;

    private OperationContext Operation => stack.Operation;

    private string Name => State.Name;

    public void Note(ResourceState changed)
    {
        State = changed;
        stack.Note(changed);
    }

    public void NoteData(MapValue data) => Note(State.WithData(data, Operation.Secrets));

    public Task<string> StackUserProjectAsync() => stack.UserProjectAsync();

    public async Task<MapValue> ChangeMetadataAsync(Func<MapValue, MapValue> change)
    {
        await Operation.Journal.FlushAsync();
        var changed = await Operation.Store.ChangeResourceAsync(State.Id, record => record with { Metadata = ValueJson.Write(change(ValueJson.ParseMap(record.Metadata))) });
        if (changed is null)
            return MapValue.Empty;
        State = State with { Record = State.Record with { Metadata = changed.Metadata } };
        stack.Refresh(State);
        return ValueJson.ParseMap(changed.Metadata);
    }

    public async Task<StoredResource?> FindSiblingAsync(Value reference, CancellationToken cancellation)
    {
        var sibling = stack.States.FirstOrDefault(state => stack.IsCurrent(state.Id) && state.Reference == reference);
        // What this very operation noted of it may not have been written yet.
        await Operation.Journal.FlushAsync();
        return sibling is not null && await Operation.Store.FindResourceAsync(sibling.Id, cancellation) is { } record ? record.Opened(Operation.Secrets) : null;
    }

    /// <summary>Runs an action and tells those who listen; an expected failure is noted and answered with false.</summary>
    private async Task<bool> AttemptAsync(string action, Func<Task> work)
    {
        using var observed = new StepObservation(action, State.Record.Type, Name, Operation.Time);
        return observed.IsDone = await TryAsync(action, work);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever goes wrong with one resource ends as that resource's failure, never as a stack without an end.")]
    private async Task<bool> TryAsync(string action, Func<Task> work)
    {
        try
        {
            await work();
            Operation.CrashPoint.Reach(CrashPoint.StepNoted);
            return true;
        }
        catch (OperationLostException)
        {
            throw;
        }
        catch (Exception) when (Operation.Journal.Failure is OperationLostException)
        {
            // What a step meets after the operation was lost says nothing about the resource.
            throw new OperationLostException(Operation.Operation.Id);
        }
        catch (Exception) when (!Operation.Running.IsHeld)
        {
            // The same as if the process had died here: the next one looks at what there is.
            throw new OperationLostException(Operation.Operation.Id);
        }
        catch (Exception stopped) when (stopped is ReplacementFailedException or StepStoppedException)
        {
            return false;
        }
        catch (Exception failure) when (Operation.Journal.Failure is null && !DatabaseOutage.Is(failure))
        {
            Fail(action, failure);
            return false;
        }
    }

    private void Begin(string action)
    {
        if (State.Record.Action == action && State.Record.Status == Status.InProgress)
            return;
        ChangeState(action, Status.InProgress, StateChanged, record => record with
        {
            ActionStartedAt = Operation.Time.GetUtcNow(),
            Attempt = 0,
            PreviousState = record.State,
        });
    }

    private void End(string action, string reason = StateChanged) => ChangeState(action, Status.Complete, reason, record => record with { TemplateKey = stack.Definition?.TemplateKey ?? record.TemplateKey });

    private void ChangeState(string action, string status, string reason, Func<ResourceRecord, ResourceRecord> change)
    {
        var now = Operation.Time.GetUtcNow();
        var record = change(State.Record) with { Action = action, Status = status, StatusReason = reason, UpdatedAt = now };
        Note(State with { Record = record });
        stack.NoteChange();
        Operation.Journal.Note(StackEvents.Of(record, PhysicalNameOf(record), now));
    }

    private void Fail(string action, Exception exception)
    {
        var failure = FailureOf(action, exception);
        var reason = exception is OperationCanceledException ? failure.Message : failure.Reason;
        stack.NoteFailure(failure);
        // Being stopped between two tries is no failure of its own: the one that asked for another try is told already.
        var isTold = State.Record.State == $"{action}_{Status.Failed}" && (exception is OperationCanceledException || State.Record.StatusReason == reason);
        if (!isTold)
            ChangeState(action, Status.Failed, reason, record => record);
    }

    private ResourceFailure FailureOf(string action, Exception exception) => exception switch
    {
        StepFailedException failed => failed.Failure.Below(Name, action),
        ResourceException failed => Failure(action, failed.Kind, failed.Message),
        ProblemException problem => Failure(action, problem.Kind, string.Join('\n', problem.Problems.Select(each => each.Message))),
        EvaluationException evaluation => Failure(action, evaluation.Kind, evaluation.Message),
        OperationCanceledException => Failure(action, "Cancelled", $"{action} aborted ({Operation.Running.AbortReason})"),
        _ => Unforeseen(action, exception),
    };

    private ResourceFailure Failure(string action, string kind, string message) => new(action, kind, $"resources.{Name}", message) { Place = stack.PlaceOf(Name) };

    private ResourceFailure Unforeseen(string action, Exception exception)
    {
        Operation.Log.UnforeseenFault(action, Name, stack.Stack.Id, exception);
        return Failure(action, exception.GetType().Name, exception.Message);
    }

    private EngineResourceContext Context(MapValue properties) => new(this)
    {
        Stack = stack.Outline,
        Name = Name,
        Id = State.Id,
        PhysicalName = PhysicalNameOf(State.Record),
        Properties = properties,
        Metadata = ValueJson.ParseMap(State.Record.Metadata),
        UpdatePolicy = ValueJson.ParseMap(State.Record.UpdatePolicy),
        Cloud = Operation.Cloud,
        Time = Operation.Time,
        StartedAt = State.Record.ActionStartedAt,
        ActionTimeout = Operation.Operation.Deadline - Operation.Operation.CreatedAt,
        PreviousStatus = State.Record.PreviousState,
        AskedAttributes = TypeOf(State.Record).Schema.AttributesToRead(attribute => stack.Definition?.AsksFor(Name, attribute) == true),
    };

    private string PhysicalNameOf(ResourceRecord record) => PhysicalName.Of(stack.Stack.Name, record.Name, record.Id, TypeOf(record).Schema.NameLimit);

    private ResourceType TypeOf(ResourceRecord record) => Operation.Definitions.TypeOf(record, stack.Definition);

    internal Task FlushAsync() => Operation.Journal.FlushAsync();

    /// <summary>Waits until what was noted is on disk, unless the type leaves nothing behind that could be lost.</summary>
    private async Task SecureIntentAsync(ResourceType type)
    {
        if (type.LeavesNoTrace)
            return;
        await Operation.Journal.FlushAsync();
        Operation.CrashPoint.Reach(CrashPoint.IntentNoted);
    }

    /// <summary>Calls the cloud with one of the operation's slots.</summary>
    private async Task<T> CallAsync<T>(ResourceType type, Func<Task<T>> call)
    {
        if (type.LeavesNoTrace || type is NestedStackType)
        {
            Operation.EnsureHeld();
            return await call();
        }

        await Operation.CloudSlots.WaitAsync(CancellationToken.None);
        try
        {
            Operation.EnsureHeld();
            return await call();
        }
        finally
        {
            Operation.CloudSlots.Release();
        }
    }

    private Task CallAsync(ResourceType type, Func<Task> call) => CallAsync(type, async () =>
    {
        await call();
        return true;
    });

    private Task WaitAsync(ResourceType type, Func<Task<bool>> isDone) =>
        Operation.Waiting.UntilAsync(() => CallAsync(type, isDone), Operation.Aborting);

    /// <summary>Notes attributes and reference as they are after an action.</summary>
    private async Task NoteAttributesAsync(ResourceType type, EngineResourceContext context)
    {
        var attributes = await CallAsync(type, () => type.ReadAttributesAsync(context, CancellationToken.None));
        Note(State.WithAttributes(attributes, Operation.Secrets).WithReference(type.Reference(context), Operation.Secrets));
    }
}
