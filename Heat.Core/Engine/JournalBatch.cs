using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <summary>Changes of state that are written together: the last version of each record, and every event.</summary>
/// <param name="Resources">Records to write, by id; null for one to remove.</param>
/// <param name="Snapshots">The same for snapshots.</param>
internal sealed record JournalBatch(
    IReadOnlyDictionary<Guid, NotedResource?> Resources,
    IReadOnlyDictionary<Guid, StackRecord> Stacks,
    IReadOnlyDictionary<Guid, SnapshotRecord?> Snapshots,
    IReadOnlyList<HookRecord> Hooks,
    IReadOnlyList<EventRecord> Events,
    IReadOnlyList<DocumentRecord> Documents,
    OperationRecord? Operation);
