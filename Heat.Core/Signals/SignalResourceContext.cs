using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Signals;

/// <summary>A resource while it takes a signal. What the type notes is collected and written together, over whatever the record holds by then.</summary>
internal sealed class SignalResourceContext : ResourceContext
{
    private readonly IOperationStore _store;
    private readonly Func<Value, CancellationToken, Task<StoredResource?>> _findSibling;
    private readonly Dictionary<string, string?> _notedData = [];
    private MapValue? _notedMetadata;

    public SignalResourceContext(ResourceState state, IOperationStore store, Func<Value, CancellationToken, Task<StoredResource?>> findSibling)
    {
        (_store, _findSibling) = (store, findSibling);
        PhysicalId = state.Record.PhysicalId;
        Data = state.Data.TextEntries();
    }

    public override void RecordPhysicalId(string? physicalId) => throw new NotSupportedException("A signal makes no other object of a resource.");

    public override void RecordData(string key, string? value)
    {
        _notedData[key] = value;
        Data = With(Data, _notedData);
    }

    public override void RecordMetadata(MapValue metadata) => _notedMetadata = metadata;

    public override async Task<MapValue> ChangeMetadataAsync(Func<MapValue, MapValue> change, CancellationToken cancellation)
    {
        var changed = await _store.ChangeResourceAsync(Id, record => record with { Metadata = ValueJson.Write(change(ValueJson.ParseMap(record.Metadata))) });
        return changed is null ? MapValue.Empty : ValueJson.ParseMap(changed.Metadata);
    }

    public override Task<StoredResource?> FindSiblingAsync(Value reference, CancellationToken cancellation) => _findSibling(reference, cancellation);

    /// <summary>The record with what was noted.</summary>
    public ResourceRecord Noted(ResourceRecord stored, SecretBox secrets)
    {
        var record = _notedMetadata is null ? stored : stored with { Metadata = ValueJson.Write(_notedMetadata) };
        if (_notedData.Count == 0)
            return record;
        var data = With(secrets.OpenMap(stored.Data, stored.Id).TextEntries(), _notedData);
        return record with { Data = secrets.SealUnlessEmpty(MapValue.Create(data.Select(entry => KeyValuePair.Create(entry.Key, (Value)entry.Value))), stored.Id) };
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> data, Dictionary<string, string?> changes) =>
        data.Where(entry => !changes.ContainsKey(entry.Key))
            .Concat(changes.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!)))
            .ToDictionary();
}
