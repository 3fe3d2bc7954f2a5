using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>A resource during a step of the engine: what a type notes goes straight to the journal.</summary>
internal sealed class EngineResourceContext : ResourceContext
{
    private readonly ResourceStep _step;

    public EngineResourceContext(ResourceStep step)
    {
        _step = step;
        PhysicalId = step.State.Record.PhysicalId;
        Data = step.State.Data.TextEntries();
    }

    public override void RecordPhysicalId(string? physicalId)
    {
        PhysicalId = physicalId;
        _step.Note(_step.State with { Record = _step.State.Record with { PhysicalId = physicalId } });
    }

    public override void RecordData(string key, string? value)
    {
        var data = value is null ? _step.State.Data.Without(key) : _step.State.Data.With(key, value);
        Data = data.TextEntries();
        _step.NoteData(data);
    }

    public override Task SecureAsync() => _step.FlushAsync();

    public override void RecordMetadata(MapValue metadata) =>
        _step.Note(_step.State with { Record = _step.State.Record with { Metadata = ValueJson.Write(metadata) } });

    public override Task<string> StackUserProjectAsync(CancellationToken cancellation) => _step.StackUserProjectAsync();

    public override Task<MapValue> ChangeMetadataAsync(Func<MapValue, MapValue> change, CancellationToken cancellation) => _step.ChangeMetadataAsync(change);

    public override Task<StoredResource?> FindSiblingAsync(Value reference, CancellationToken cancellation) => _step.FindSiblingAsync(reference, cancellation);
}
