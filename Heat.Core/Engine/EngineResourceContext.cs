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
        Data = Texts(step.State.Data);
    }

    public override void RecordPhysicalId(string? physicalId)
    {
        PhysicalId = physicalId;
        _step.Note(_step.State with { Record = _step.State.Record with { PhysicalId = physicalId } });
    }

    public override void RecordData(string key, string? value)
    {
        var data = value is null ? _step.State.Data.Without(key) : _step.State.Data.With(key, value);
        Data = Texts(data);
        _step.NoteData(data);
    }

    public override void RecordMetadata(MapValue metadata) =>
        _step.Note(_step.State with { Record = _step.State.Record with { Metadata = ValueJson.Write(metadata) } });

    private static Dictionary<string, string> Texts(MapValue data) =>
        data.Where(entry => entry.Value is TextValue).ToDictionary(entry => entry.Key, entry => ((TextValue)entry.Value).Text);
}
