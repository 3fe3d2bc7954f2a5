using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <summary>Where operations and the stacks that they work on are kept. In a real process that is the database.</summary>
internal interface IOperationStore
{
    /// <summary>Takes an operation over: its epoch is raised, and from then on writes under an earlier epoch fail. Null when it is done or gone, or when it is to scale a group and has to wait: for all that came before, and for whatever else is under way or about to be.</summary>
    Task<OperationRecord?> ClaimAsync(Guid operation, string owner, CancellationToken cancellation);

    /// <summary>The operation of the same stack that came after this one and is not done; null when this is the latest. Those that scale a group wait for this one, and don't count.</summary>
    Task<OperationRecord?> FindNewerAsync(OperationRecord operation, CancellationToken cancellation);

    /// <summary>The operation that scales a group and has waited longest for what else was done on its root stack; null when none waits.</summary>
    Task<Guid?> FindWaitingAsync(Guid stack, CancellationToken cancellation);

    /// <summary>True while an operation that scales this group is not done.</summary>
    Task<bool> IsScalingAsync(Guid group, CancellationToken cancellation);

    /// <summary>The operations of the same stack that came before this one and are not done, the oldest first. Those that have not begun yet to scale a group don't count: they wait for this one.</summary>
    Task<IReadOnlyList<OperationRecord>> FindOlderAsync(OperationRecord operation, CancellationToken cancellation);

    /// <summary>All stacks of a tree, and their resources.</summary>
    Task<(IReadOnlyList<StackRecord> Stacks, IReadOnlyList<ResourceRecord> Resources)> LoadTreeAsync(Guid root, CancellationToken cancellation);

    /// <summary>The snapshots of a stack.</summary>
    Task<IReadOnlyList<SnapshotRecord>> ListSnapshotsAsync(Guid stack, CancellationToken cancellation);

    /// <summary>A snapshot of a stack; null when it has none of that id.</summary>
    Task<SnapshotRecord?> FindSnapshotAsync(Guid stack, Guid snapshot, CancellationToken cancellation);

    /// <summary>Where an operation waits, or waited, at a hook of a resource; null when it never came there.</summary>
    Task<HookRecord?> FindHookAsync(Guid operation, Guid resource, string hook);

    /// <summary>The content of a document.</summary>
    Task<string> ReadDocumentAsync(string key);

    /// <summary>Those of some documents that are there, by their keys.</summary>
    Task<IReadOnlyDictionary<string, string>> FindDocumentsAsync(IReadOnlyCollection<string> keys);

    /// <summary>A resource's record as it is stored at this moment; null when there is none.</summary>
    Task<ResourceRecord?> FindResourceAsync(Guid resource, CancellationToken cancellation);

    /// <summary>Changes metadata and data of a resource beside whatever operation runs. Nothing else changes the record in between.</summary>
    /// <param name="told">An event to write with the change.</param>
    /// <returns>The record after the change; null when there is none.</returns>
    Task<ResourceRecord?> ChangeResourceAsync(Guid resource, Func<ResourceRecord, ResourceRecord> change, EventRecord? told = null);

    /// <summary>Which of these physical ids belong to a resource of a type.</summary>
    Task<IReadOnlySet<string>> FindOwnedAsync(string type, IReadOnlyCollection<string> physicalIds, CancellationToken cancellation);

    /// <summary>Writes a batch under the fence of an operation.</summary>
    /// <exception cref="OperationLostException">Somebody else has taken the operation over.</exception>
    Task WriteAsync(OperationRecord claim, JournalBatch batch);
}
