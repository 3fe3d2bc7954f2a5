using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <content>Bringing a resource in line with its definition: creation, update in place, replacement, or nothing.</content>
internal sealed partial class ResourceStep
{
    public Task<bool> ConvergeAsync(WantedResource wanted)
    {
        if (State.Record.Action == StackAction.Init)
            BecomeOfType(wanted);
        if (stack.Adopted is { } adopted && State.Record.Action is StackAction.Init or StackAction.Adopt)
            return AttemptAsync(StackAction.Adopt, () => AdoptAsync(wanted, adopted.Get(Name).AsMap() ?? MapValue.Empty));
        if (State.Record.Action == StackAction.Init)
            return AttemptAsync(StackAction.Create, () => CreateAsync(wanted));
        if (State.Record.Action == StackAction.Create && State.Record.Status == Status.InProgress)
            return AttemptAsync(StackAction.Create, () => FinishCreationAsync(wanted));
        return AttemptAsync(StackAction.Update, async () =>
        {
            await GoOnWaitingAsync();
            await ReviseAsync(wanted);
        });
    }

    /// <summary>What was never begun may have been wanted of another type until now.</summary>
    private void BecomeOfType(WantedResource wanted)
    {
        var record = State.Record with { Type = wanted.Definition.Type, MappedType = wanted.MappedType, Description = wanted.Definition.Description };
        if (record != State.Record)
            Note(State with { Record = record });
    }

    /// <summary>
    /// A creation that was broken off goes on as long as the type is the same. What was made with properties that have changed meanwhile is finished first and then revised like anything else.
    /// </summary>
    private async Task FinishCreationAsync(WantedResource wanted)
    {
        if (wanted.MappedType != State.Record.MappedType)
        {
            await ReplaceAsync(wanted);
            return;
        }

        // How often it was tried by another operation, maybe with other properties, says nothing about this one.
        if (State.Record.ActionStartedAt < Operation.Operation.CreatedAt)
            Note(State with { Record = State.Record with { Attempt = 0 } });
        await TakeBackAsync(wanted);
        if (State.Record.PhysicalId is null && wanted.Type is not NestedStackType && (stack.WasInterrupted(State.Id) || State.Record.CreationLostAt is not null))
            await FindLostAsync(wanted.Type, Context(State.Properties));
        if (State.Record.PhysicalId is null || wanted.Type is NestedStackType)
        {
            stack.ForgetInterruption(State.Id);
            await CreateAsync(wanted);
            return;
        }

        var context = Context(State.Properties);
        stack.ForgetInterruption(State.Id);
        await TryCreatingAsync(wanted, () => EndCreationAsync(wanted.Type, context));
        await PauseAfterAsync(StackAction.Create);
        // What fails from here on is an update.
        if (!await AttemptAsync(StackAction.Update, () => ReviseAsync(wanted)))
            throw new StepStoppedException();
    }

    private async Task ReviseAsync(WantedResource wanted)
    {
        var record = State.Record;
        if (wanted.ExternalId(stack.Values) is { } external)
        {
            if (external != record.ExternalId)
                throw new ResourceException("NotSupported", $"Update to property external_id of {Name} ({record.Type}) is not supported.");
            return;
        }

        await PauseBeforeAsync(StackAction.Update);
        await TakeBackAsync(wanted);
        if (wanted.MappedType != record.MappedType || IsToBeRenewed(wanted) || await IsBeyondRepairAsync(wanted))
        {
            await ReplaceAsync(wanted);
            return;
        }

        var after = await PropertyPreparation.PrepareAsync(wanted, stack.Values, Operation.Cloud, CancellationToken.None);
        var changes = ChangesTo(after);
        if (!changes.Any && !HasNewDefinition(wanted) && !IsHalfDone(record))
        {
            Settle(wanted);
            return;
        }

        Refuse(changes, wanted.Type.Schema);
        if (ReasonToReplace(wanted, changes) is { } reason)
            await ReplaceAsync(wanted, reason);
        else
            await UpdateInPlaceAsync(wanted, changes);
    }

    /// <summary>Nothing changed: what a failed action left is declared whole again; otherwise only our own notes follow the template.</summary>
    private void Settle(WantedResource wanted)
    {
        if (State.Record.Status == Status.Failed)
        {
            ChangeState(State.Record.Action, Status.Complete, "Update status to COMPLETE for FAILED resource neither update nor replace.", record => record);
        }

        var record = State.Record with { TemplateKey = stack.Definition!.TemplateKey, RequiredBy = wanted.RequiredBy, Requires = RequiresOf(wanted), ReplacedBy = null };
        if (record != State.Record)
            Note(State with { Record = record });
    }

    private async Task UpdateInPlaceAsync(WantedResource wanted, PropertyChanges changes)
    {
        if (wanted.Restrictions.Contains("update"))
            throw Restricted("update");
        Begin(StackAction.Update);
        NoteAttempt(wanted, changes);
        await SecureIntentAsync(wanted.Type);
        var context = Context(changes.After);
        try
        {
            await FollowMetadataAsync(wanted, changes.After);
            if (wanted.Type is NestedStackType nested)
                await UpdateNestedAsync(nested, changes.After);
            else if (changes.Any)
                await UpdateObjectAsync(wanted.Type, context, changes);
        }
        catch (ResourceException replacement) when (replacement.Nature == FailureNature.NeedsReplacement)
        {
            await ReplaceAsync(wanted, replacement.Message);
            return;
        }

        NoteRevision(wanted, changes.After);
        if (wanted.Type is not NestedStackType)
            await NoteAttributesAsync(wanted.Type, context);
        Operation.CrashPoint.Reach(CrashPoint.StepDone);
        End(StackAction.Update);
        await PauseAfterAsync(StackAction.Update);
    }

    private async Task FollowMetadataAsync(WantedResource wanted, MapValue properties)
    {
        var metadata = wanted.Metadata(stack.Values);
        if (wanted.Type.FollowsTemplateMetadata && ValueJson.ParseMap(State.Record.TemplateMetadata) != metadata)
            await ChangeMetadataAsync(stored => wanted.Type.MetadataAfterUpdate(stored, metadata, properties));
    }

    /// <summary>The environment forbids it: that is told and fails the stack, and leaves the resource as it is.</summary>
    private StepStoppedException Restricted(string what)
    {
        var message = $"{what} is restricted for resource.";
        Operation.Journal.Note(StackEvents.Of(
            State.Record with { Action = StackAction.Update, Status = Status.Failed, StatusReason = message }, PhysicalNameOf(State.Record), Operation.Time.GetUtcNow()));
        stack.NoteFailure(new ResourceFailure(StackAction.Update, "ResourceActionRestricted", $"resources.{Name}", message));
        return new StepStoppedException();
    }

    /// <summary>
    /// What has to change. After an update that was broken off, or failed, each property of the object is either what it was before or what that update wanted:
    /// if either differs from what is wanted now, it is sent again.
    /// </summary>
    private PropertyChanges ChangesTo(MapValue after)
    {
        var attempted = Operation.Secrets.OpenMap(State.Record.AttemptedProperties, State.Id);
        return new PropertyChanges(State.Properties.With(attempted.Where(property => property.Value != after.Get(property.Key))), after);
    }

    /// <summary>From the call on until its end is noted, the object may be as before or as it is to be.</summary>
    private void NoteAttempt(WantedResource wanted, PropertyChanges changes)
    {
        var state = State.WithProperties(changes.Before, Operation.Secrets);
        Note(state with
        {
            Record = state.Record with
            {
                AttemptedProperties = Operation.Secrets.Seal(changes.After, State.Id),
                Requires = RequiresOfBoth(wanted),
            },
        });
    }

    private async Task UpdateObjectAsync(ResourceType type, EngineResourceContext context, PropertyChanges changes)
    {
        await CallAsync(type, () => type.UpdateAsync(context, changes, CancellationToken.None));
        Operation.CrashPoint.Reach(CrashPoint.CloudCalled);
        // Steps that the type has noted are carried out by the questions that follow.
        await Operation.Journal.FlushAsync();
        await WaitAsync(type, () => type.IsUpdatedAsync(context, changes, CancellationToken.None));
    }

    /// <param name="reason">What the old resource is told to have ended with, when its properties were the reason.</param>
    private async Task ReplaceAsync(WantedResource wanted, string? reason = null)
    {
        if (wanted.Restrictions.Contains("replace"))
            throw Restricted("replace");
        if (reason is not null)
        {
            Begin(StackAction.Update);
            ChangeState(StackAction.Update, Status.Complete, reason, record => record);
        }

        if (State.Record.PhysicalId is not null)
        {
            var type = TypeOf(State.Record);
            await CallAsync(type, () => type.PrepareForReplacementAsync(Context(State.Properties), CancellationToken.None));
        }

        var replacement = stack.NewState(wanted, replaces: State.Id);
        Note(State with { Record = State.Record with { ReplacedBy = replacement.Id } });
        stack.Note(replacement);
        stack.MakeCurrent(replacement);
        var step = new ResourceStep(stack, replacement);
        if (!await step.AttemptAsync(StackAction.Create, () => step.CreateAsync(wanted)))
            throw new ReplacementFailedException();
    }

    /// <summary>A resource that was replaced, and is wanted again after all, takes back what it gave up for its replacement.</summary>
    private async Task TakeBackAsync(WantedResource wanted)
    {
        if (State.Record is not { ReplacedBy: { } id, PhysicalId: not null })
            return;
        var type = TypeOf(State.Record);
        var replacement = new ResourceStep(stack, stack.Find(id) ?? stack.NewState(wanted, replaces: State.Id));
        var context = replacement.Context(replacement.State.Properties);
        if (stack.WasInterrupted(id) && replacement.State.Record.Action == StackAction.Create)
            await replacement.FindLostAsync(type, context);
        await CallAsync(type, () => type.RestoreAfterReplacementAsync(Context(State.Properties), context, CancellationToken.None));
        Note(State with { Record = State.Record with { ReplacedBy = null } });
    }

    private async Task<bool> IsBeyondRepairAsync(WantedResource wanted)
    {
        var record = State.Record;
        if (record.Action == StackAction.Delete)
            return true;
        if (record.Status != Status.Failed)
            return await IsGoneAsync(wanted.Type);
        if (record.Action == StackAction.Check && wanted.Type.Schema.ReplacesAfterFailedCheck)
            return true;
        if (wanted.Type is NestedStackType)
            return record.PhysicalId is null;
        return await CallAsync(wanted.Type, () => wanted.Type.NeedsReplacementAfterFailureAsync(Context(State.Properties), CancellationToken.None));
    }

    // A replacement that this very operation made, before it was broken off, is new enough.
    private bool IsToBeRenewed(WantedResource wanted) => wanted.Type.IsRenewedByUpdates && State.Record.CreatedAt < Operation.Operation.CreatedAt;

    /// <summary>An update that is to look at what is really there makes anew what is gone.</summary>
    private async Task<bool> IsGoneAsync(ResourceType type)
    {
        if (!Operation.Operation.Converge || !type.SupportsCheck || type is NestedStackType || State.Record.PhysicalId is null)
            return false;
        try
        {
            await CallAsync(type, () => type.CheckAsync(Context(State.Properties), CancellationToken.None));
            return false;
        }
        catch (ResourceException failure)
        {
            // Whatever else is wrong with it, such as a status, an update may mend or not.
            return failure.Nature == FailureNature.NotFound;
        }
    }

    private bool HasNewDefinition(WantedResource wanted)
    {
        var record = State.Record;
        return ValueJson.ParseMap(record.TemplateMetadata) != wanted.Metadata(stack.Values)
            || record.DeletionPolicy != wanted.DeletionPolicy(stack.Values)
            || ValueJson.ParseMap(record.UpdatePolicy) != wanted.UpdatePolicy(stack.Values)
            || HasNewRequirements(wanted)
            || (wanted.Type is NestedStackType && (Operation.Operation.Converge || HasNewNestedDefinition(wanted)));
    }

    private bool HasNewRequirements(WantedResource wanted) => !State.Requires.SetEquals(stack.CurrentIds(wanted.Requires));

    // An update that was broken off may or may not have reached the cloud; made again, it does no harm.
    private static bool IsHalfDone(ResourceRecord record) => record is { Action: StackAction.Update, Status: Status.InProgress };

    private void Refuse(PropertyChanges changes, ResourceSchema schema)
    {
        var immutable = changes.Names.Where(name => schema.FindProperty(name) is { IsImmutable: true }).Order(StringComparer.Ordinal).ToList();
        if (immutable.Count > 0)
            throw new ResourceException("NotSupported", $"Update to properties {string.Join(", ", immutable)} of {Name} ({State.Record.Type}) is not supported.");
    }

    /// <summary>Why the changes can't be made on the living resource, as people are told; null when they can.</summary>
    private string? ReasonToReplace(WantedResource wanted, PropertyChanges changes)
    {
        if (wanted.Type.NeedsReplacement(Context(changes.After), changes))
            return $"The Resource {wanted.Type.Title} \"{Name}\" [{State.Record.PhysicalId}] Stack \"{stack.Stack.Name}\" [{stack.Stack.Id}] requires replacement.";
        return changes.Names.Any(name => wanted.Type.Schema.FindProperty(name) is { IsUpdatable: false }) ? $"The Resource {Name} requires replacement." : null;
    }

    private void NoteRevision(WantedResource wanted, MapValue properties)
    {
        var state = State.WithProperties(properties, Operation.Secrets);
        Note(state with
        {
            Record = state.Record with
            {
                AttemptedProperties = null,
                TemplateMetadata = ValueJson.Write(wanted.Metadata(stack.Values)),
                DeletionPolicy = wanted.DeletionPolicy(stack.Values),
                UpdatePolicy = ValueJson.Write(wanted.UpdatePolicy(stack.Values)),
                Requires = RequiresOf(wanted),
                RequiredBy = wanted.RequiredBy,
                Description = wanted.Definition.Description,
                Type = wanted.Definition.Type,
                ReplacedBy = null,
            },
        });
    }
}
