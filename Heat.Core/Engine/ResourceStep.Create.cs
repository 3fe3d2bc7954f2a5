using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <content>Creation.</content>
internal sealed partial class ResourceStep
{
    private async Task CreateAsync(WantedResource wanted)
    {
        if (wanted.ExternalId(stack.Values) is { } external)
        {
            await TakeOverAsync(wanted, external);
            return;
        }

        await PauseBeforeAsync(StackAction.Create);
        Begin(StackAction.Create);
        await TryCreatingAsync(wanted, () => CreateOnceAsync(wanted));
        await PauseAfterAsync(StackAction.Create);
    }

    /// <param name="firstTry">What is tried first: to make it or, when that was begun before, to bring it to its end.</param>
    private async Task TryCreatingAsync(WantedResource wanted, Func<Task> firstTry)
    {
        var tried = firstTry;
        for (var attempt = State.Record.Attempt; ; attempt++)
        {
            try
            {
                await tried();
                return;
            }
            catch (ResourceException failure) when (IsWorthAnotherTry(failure) && attempt < Operation.Options.RetryLimit && !Operation.Stopping.IsCancellationRequested)
            {
                await ClearAwayAsync(wanted, failure);
                await Operation.Waiting.BeforeRetryAsync(attempt, Operation.Aborting);
                Note(State with { Record = State.Record with { Attempt = attempt + 1 } });
                tried = () => CreateOnceAsync(wanted);
            }
        }
    }

    private async Task CreateOnceAsync(WantedResource wanted)
    {
        var properties = await PropertyPreparation.PrepareAsync(wanted, stack.Values, Operation.Cloud, CancellationToken.None);
        NoteDefinition(wanted, properties);
        if (wanted.Type is NestedStackType nested)
        {
            await CreateNestedAsync(wanted, nested, properties);
            return;
        }

        var context = Context(properties);
        await SecureIntentAsync(wanted.Type);
        await StartCreationAsync(wanted.Type, context);
        await EndCreationAsync(wanted.Type, context);
    }

    private async Task EndCreationAsync(ResourceType type, EngineResourceContext context)
    {
        Operation.CrashPoint.Reach(CrashPoint.PhysicalIdNoted);
        await CallAsync(type, () => type.FinishCreationAsync(context, CancellationToken.None));
        await WaitAsync(type, () => type.IsCreatedAsync(context, CancellationToken.None));
        await NoteAttributesAsync(type, context);
        Operation.CrashPoint.Reach(CrashPoint.StepDone);
        End(StackAction.Create);
    }

    private async Task StartCreationAsync(ResourceType type, EngineResourceContext context)
    {
        if (stack.WasInterrupted(State.Id))
        {
            stack.ForgetInterruption(State.Id);
            await FindLostAsync(type, context);
            if (context.PhysicalId is not null)
                return;
        }

        var physicalId = await CallOrFindAsync(type, context);
        Operation.CrashPoint.Reach(CrashPoint.CloudCalled);
        context.RecordPhysicalId(physicalId ?? context.PhysicalId);
    }

    /// <summary>Makes the object. When the answer is lost, the service may have made it all the same: it is looked for, and looked for again when the resource is deleted.</summary>
    private async Task<string?> CallOrFindAsync(ResourceType type, EngineResourceContext context)
    {
        try
        {
            return await CallAsync(type, () => type.CreateAsync(context, CancellationToken.None));
        }
        catch (ResourceException lost) when (lost.Nature == FailureNature.Unavailable)
        {
            await FindLostAsync(type, context);
            if (context.PhysicalId is null)
                throw;
            return context.PhysicalId;
        }
    }

    private static bool IsWorthAnotherTry(ResourceException failure) => failure.Nature is FailureNature.InError or FailureNature.Conflict;

    /// <summary>Before another try: what the failed one left behind goes, with events, so that people see that it was tried again.</summary>
    private async Task ClearAwayAsync(WantedResource wanted, ResourceException failure)
    {
        ChangeState(StackAction.Create, Status.Failed, FailureOf(StackAction.Create, failure).Reason, record => record);
        if (State.Record.PhysicalId is not null)
            await DeleteFailedAsync(wanted.Type, failure);
        ChangeState(StackAction.Create, Status.InProgress, StateChanged, record => record);
    }

    private async Task DeleteFailedAsync(ResourceType type, ResourceException failure)
    {
        var context = Context(State.Properties);
        try
        {
            await DeleteObjectAsync(type, context);
        }
        catch (ResourceException)
        {
            // People are told why the resource could not be made; what is left of it goes when the resource does.
            throw failure;
        }

        context.RecordPhysicalId(null);
    }

    /// <summary>Notes what the resource is about to be given.</summary>
    private void NoteDefinition(WantedResource wanted, MapValue properties)
    {
        var metadata = wanted.Metadata(stack.Values);
        var json = ValueJson.Write(metadata);
        var state = State.WithProperties(properties, Operation.Secrets);
        Note(state with
        {
            Record = state.Record with
            {
                Metadata = json,
                TemplateMetadata = json,
                DeletionPolicy = wanted.DeletionPolicy(stack.Values),
                UpdatePolicy = ValueJson.Write(wanted.UpdatePolicy(stack.Values)),
                Requires = State.Record.PhysicalId is null ? RequiresOf(wanted) : RequiresOfBoth(wanted),
                RequiredBy = wanted.RequiredBy,
            },
        });
    }

    private string RequiresOf(WantedResource wanted) => ResourceIds(stack.CurrentIds(wanted.Requires));

    /// <summary>What an object uses that may be as it was, as it is to be, or, where it is a stack, in part this and in part that: all of it has to outlive the object.</summary>
    private string RequiresOfBoth(WantedResource wanted) =>
        ResourceIds(State.Requires.Union(stack.CurrentIds(wanted.Requires)));

    private static string ResourceIds(IEnumerable<Guid> ids) => ValueJson.Write(ListValue.Create(ids.Select(id => (Value)id.ToString())));
}
