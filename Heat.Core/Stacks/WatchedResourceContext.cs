using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>A resource that is only looked at: nothing that is noted of it is kept.</summary>
internal sealed class WatchedResourceContext : ResourceContext
{
    public WatchedResourceContext(ResourceState? existing)
    {
        PhysicalId = existing?.Record.PhysicalId;
        Data = (existing?.Data ?? MapValue.Empty).TextEntries();
    }

    public override void RecordPhysicalId(string? physicalId) => PhysicalId = physicalId;

    public override void RecordData(string key, string? value)
    {
    }

    public override void RecordMetadata(MapValue metadata)
    {
    }

    public override Task<string> StackUserProjectAsync(CancellationToken cancellation) => Task.FromResult(Stack.StackUserProjectId ?? "");

    public override Task<MapValue> ChangeMetadataAsync(Func<MapValue, MapValue> change, CancellationToken cancellation) => Task.FromResult(change(Metadata));

    public override Task<StoredResource?> FindSiblingAsync(Value reference, CancellationToken cancellation) => Task.FromResult<StoredResource?>(null);
}
