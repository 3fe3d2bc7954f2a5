using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <content>Taking over what exists already.</content>
internal sealed partial class ResourceStep
{
    /// <param name="document">What is known of the resource: its physical id, its data and metadata; for a nested stack, its resources.</param>
    private async Task AdoptAsync(WantedResource wanted, MapValue document)
    {
        if (State.Record.State == "ADOPT_COMPLETE")
            return;
        if (wanted.ExternalId(stack.Values) is { } external)
        {
            await TakeOverAsync(wanted, external);
            return;
        }

        Begin(StackAction.Adopt);
        var properties = await PropertyPreparation.PrepareAsync(wanted, stack.Values, Operation.Cloud, CancellationToken.None);
        NoteDefinition(wanted, properties);
        if (wanted.Type is NestedStackType nested)
            await AdoptNestedAsync(nested, properties, document);
        else
            await AdoptThingAsync(wanted.Type, properties, document);
        Operation.CrashPoint.Reach(CrashPoint.StepDone);
        End(StackAction.Adopt);
    }

    private async Task AdoptThingAsync(ResourceType type, MapValue properties, MapValue document)
    {
        var physicalId = document.Get(StackDocument.ResourceId).AsText() ?? throw new ResourceException("Exception", "Resource ID was not provided.");
        NoteData(document.Get(StackDocument.ResourceData).AsMap() ?? MapValue.Empty);
        var metadata = document.Get(StackDocument.Metadata).AsMap() is { Count: > 0 } known ? ValueJson.Write(known) : State.Record.Metadata;
        Note(State with { Record = State.Record with { PhysicalId = physicalId, Metadata = metadata } });
        await NoteAttributesAsync(type, Context(properties));
    }

    /// <summary>Takes what somebody else made as it is, and has a look at it.</summary>
    private async Task TakeOverAsync(WantedResource wanted, string external)
    {
        Begin(StackAction.Adopt);
        NoteDefinition(wanted, MapValue.Empty);
        Note((State with { Record = State.Record with { PhysicalId = external, ExternalId = external } }).WithReference(external, Operation.Secrets));
        End(StackAction.Adopt);
        await CheckAsync();
    }
}
