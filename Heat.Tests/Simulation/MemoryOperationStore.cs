using Heat.Core.Engine;
using Heat.Core.Stacks;
using Heat.Core.Storage;

namespace Heat.Tests.Simulation;

/// <summary>The rows of the database in memory, under the rules of the real store: a write counts only for the owner and epoch of its operation, and the root stack belongs to the newest operation.</summary>
internal sealed class MemoryOperationStore : IOperationStore
{
    private readonly Dictionary<Guid, OperationRecord> _operations = [];
    private readonly Dictionary<Guid, StackRecord> _stacks = [];
    private readonly Dictionary<Guid, ResourceRecord> _resources = [];
    private readonly Dictionary<string, string> _documents = [];
    private readonly Dictionary<Guid, SnapshotRecord> _snapshots = [];
    private readonly List<HookRecord> _hooks = [];
    private readonly List<EventRecord> _events = [];

    public IEnumerable<OperationRecord> Operations => _operations.Values.OrderBy(operation => operation.Sequence);

    public IReadOnlyDictionary<Guid, StackRecord> Stacks => _stacks;

    public IEnumerable<ResourceRecord> Resources => _resources.Values;

    public IReadOnlyList<EventRecord> Events => _events;

    public IReadOnlyCollection<SnapshotRecord> Snapshots => _snapshots.Values;

    /// <summary>The transaction by which a request enters: the stack as it is to be, and the operation that brings it there.</summary>
    public void Accept(StackRecord stack, OperationRecord operation, IEnumerable<ResourceRecord> resources, IEnumerable<DocumentRecord> documents)
    {
        Write(documents);
        foreach (var resource in resources)
            _resources[resource.Id] = resource;
        _stacks[stack.Id] = stack;
        _events.Add(StackEvents.Of(stack, operation.CreatedAt));
        _operations.Add(operation.Id, operation);
    }

    /// <summary>The transaction by which a group is to be scaled: the stack stays as it is.</summary>
    public void Accept(OperationRecord operation) => _operations.Add(operation.Id, operation);

    public async Task<OperationRecord?> ClaimAsync(Guid operation, string owner, CancellationToken cancellation)
    {
        await Task.Yield();
        var found = _operations.GetValueOrDefault(operation);
        if (found is null || found.State == OperationState.Done || (found is { Action: StackAction.Scale, State: OperationState.Queued } && HasToWait(found)))
            return null;
        var claimed = _operations[operation] = found with { State = OperationState.Running, Owner = owner, Epoch = found.Epoch + 1 };
        await Task.Yield();
        return claimed;
    }

    public async Task<OperationRecord?> FindNewerAsync(OperationRecord operation, CancellationToken cancellation)
    {
        await Task.Yield();
        return Operations.LastOrDefault(row => row.StackId == operation.StackId && row.Sequence > operation.Sequence && row.State != OperationState.Done && row.Action != StackAction.Scale);
    }

    public async Task<Guid?> FindWaitingAsync(Guid stack, CancellationToken cancellation)
    {
        await Task.Yield();
        return Operations.FirstOrDefault(row => row.StackId == stack && row.State != OperationState.Done && row.Action == StackAction.Scale)?.Id;
    }

    public async Task<bool> IsScalingAsync(Guid group, CancellationToken cancellation)
    {
        await Task.Yield();
        return Operations.Any(row => row.GroupId == group && row.State != OperationState.Done);
    }

    public async Task<IReadOnlyList<OperationRecord>> FindOlderAsync(OperationRecord operation, CancellationToken cancellation)
    {
        await Task.Yield();
        return [.. Operations.Where(row => row.StackId == operation.StackId && row.Sequence < operation.Sequence && row.State != OperationState.Done && (row.Action != StackAction.Scale || row.State != OperationState.Queued))];
    }

    private bool HasToWait(OperationRecord scaling) =>
        Operations.Any(row => row.StackId == scaling.StackId && row.Id != scaling.Id && row.State != OperationState.Done && (row.Action != StackAction.Scale || row.Sequence < scaling.Sequence));

    public async Task<(IReadOnlyList<StackRecord> Stacks, IReadOnlyList<ResourceRecord> Resources)> LoadTreeAsync(Guid root, CancellationToken cancellation)
    {
        await Task.Yield();
        return ([.. _stacks.Values.Where(row => row.RootId == root && row.DeletedAt is null)], [.. _resources.Values.Where(row => row.RootId == root)]);
    }

    public void Add(SnapshotRecord snapshot) => _snapshots.Add(snapshot.Id, snapshot);

    public async Task<IReadOnlyList<SnapshotRecord>> ListSnapshotsAsync(Guid stack, CancellationToken cancellation)
    {
        await Task.Yield();
        return [.. _snapshots.Values.Where(row => row.StackId == stack)];
    }

    public async Task<SnapshotRecord?> FindSnapshotAsync(Guid stack, Guid snapshot, CancellationToken cancellation)
    {
        await Task.Yield();
        return _snapshots.GetValueOrDefault(snapshot) is { } found && found.StackId == stack ? found : null;
    }

    public IReadOnlyList<HookRecord> Hooks => _hooks;

    /// <summary>Clears every hook at which somebody waits.</summary>
    public void ClearHooks()
    {
        for (var index = 0; index < _hooks.Count; index++)
            _hooks[index] = _hooks[index] with { IsCleared = true };
    }

    public async Task<HookRecord?> FindHookAsync(Guid operation, Guid resource, string hook)
    {
        await Task.Yield();
        return _hooks.FirstOrDefault(row => row.OperationId == operation && row.ResourceId == resource && row.Hook == hook);
    }

    // A document never changes, so it doesn't matter when it is read.
    public Task<string> ReadDocumentAsync(string key) => Task.FromResult(_documents[key]);

    public Task<IReadOnlyDictionary<string, string>> FindDocumentsAsync(IReadOnlyCollection<string> keys) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(_documents.Where(document => keys.Contains(document.Key)).ToDictionary());

    public async Task<IReadOnlySet<string>> FindOwnedAsync(string type, IReadOnlyCollection<string> physicalIds, CancellationToken cancellation)
    {
        await Task.Yield();
        return _resources.Values.Where(row => row.MappedType == type).Select(row => row.PhysicalId).OfType<string>().Where(physicalIds.Contains).ToHashSet();
    }

    public async Task<ResourceRecord?> FindResourceAsync(Guid resource, CancellationToken cancellation)
    {
        await Task.Yield();
        return _resources.GetValueOrDefault(resource);
    }

    public async Task<ResourceRecord?> ChangeResourceAsync(Guid resource, Func<ResourceRecord, ResourceRecord> change, EventRecord? told = null)
    {
        await Task.Yield();
        if (!_resources.TryGetValue(resource, out var stored))
            return null;
        if (told is not null)
            _events.Add(told);
        return _resources[resource] = change(stored);
    }

    public async Task WriteAsync(OperationRecord claim, JournalBatch batch)
    {
        await Task.Yield();
        if (_operations[claim.Id] is var held && (held.Owner != claim.Owner || held.Epoch != claim.Epoch))
            throw new OperationLostException(claim.Id);
        var hasRoot = !_operations.Values.Any(row => row.StackId == claim.StackId && row.Sequence > claim.Sequence && row.Action != StackAction.Scale);
        Write(batch.Documents);
        foreach (var (id, resource) in batch.Resources)
            if (resource is null)
                _resources.Remove(id);
            else
                _resources[id] = _resources.TryGetValue(id, out var stored) ? resource.Over(stored) : resource.Record;
        foreach (var (id, snapshot) in batch.Snapshots)
            if (snapshot is null)
                _snapshots.Remove(id);
            else
                _snapshots[id] = snapshot;
        foreach (var (id, stack) in batch.Stacks.Where(entry => hasRoot || entry.Key != claim.StackId))
            _stacks[id] = stack;
        _events.AddRange(batch.Events.Where(row => hasRoot || row.StackId != claim.StackId || row.ResourceType != StackEvents.StackType));
        _hooks.AddRange(batch.Hooks);
        if (batch.Operation is { } operation)
        {
            _operations[operation.Id] = operation;
            if (operation.State == OperationState.Done)
                _hooks.RemoveAll(row => row.OperationId == operation.Id);
        }

        await Task.Yield();
    }

    private void Write(IEnumerable<DocumentRecord> documents)
    {
        foreach (var document in documents)
            _documents[document.Key] = document.Content;
    }
}
