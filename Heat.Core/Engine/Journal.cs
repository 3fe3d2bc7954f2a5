using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <summary>
/// The way of an operation's changes to the disk. Notes are taken at once and written in batches, one batch at a time, in the order in which they were made: while one batch is on its way, the next one fills.
/// Whoever has to be sure that a note is on disk awaits <see cref="FlushAsync"/>.
/// </summary>
internal sealed class Journal(IOperationStore store, OperationRecord claim)
{
    private readonly Lock _gate = new();
    private Pending _pending = new();
    private Task _lastWrite = Task.CompletedTask;
    private Task? _nextWrite;

    /// <summary>Set when a write failed: the operation has to stop.</summary>
    public Exception? Failure { get; private set; }

    /// <param name="before">The record as it was noted last; null for a new one.</param>
    public void Note(ResourceRecord record, ResourceRecord? before) =>
        Add(pending => pending.Resources[record.Id] = NotedResource.Changed(record, before).After(pending.Resources.GetValueOrDefault(record.Id)));

    public void NoteRemoval(Guid resource) => Add(pending => pending.Resources[resource] = null);

    public void Note(StackRecord stack) => Add(pending => pending.Stacks[stack.Id] = stack);

    public void Note(SnapshotRecord snapshot) => Add(pending => pending.Snapshots[snapshot.Id] = snapshot);

    public void NoteSnapshotRemoval(Guid snapshot) => Add(pending => pending.Snapshots[snapshot] = null);

    public void Note(HookRecord hook) => Add(pending => pending.Hooks.Add(hook));

    public void Note(EventRecord @event) => Add(pending => pending.Events.Add(@event));

    public void Note(DocumentRecord document) => Add(pending => pending.Documents.Add(document));

    public void Note(OperationRecord operation) => Add(pending => pending.Operation = operation);

    /// <summary>Returns when everything noted so far is on disk. Throws when it can't be written.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
            return _nextWrite ?? _lastWrite;
    }

    private void Add(Action<Pending> note)
    {
        lock (_gate)
        {
            note(_pending);
            _nextWrite ??= WriteNextAsync(_lastWrite);
        }
    }

    private async Task WriteNextAsync(Task earlier)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.ForceYielding);
        if (Failure is { } failure)
            throw failure;
        Pending batch;
        lock (_gate)
        {
            batch = _pending;
            _pending = new Pending();
            _lastWrite = _nextWrite!;
            _nextWrite = null;
        }

        try
        {
            await store.WriteAsync(claim, new JournalBatch(batch.Resources, batch.Stacks, batch.Snapshots, batch.Hooks, batch.Events, batch.Documents, batch.Operation));
        }
        catch (Exception failed)
        {
            Failure = failed;
            throw;
        }
    }

    private sealed class Pending
    {
        public Dictionary<Guid, NotedResource?> Resources { get; } = [];

        public Dictionary<Guid, StackRecord> Stacks { get; } = [];

        public Dictionary<Guid, SnapshotRecord?> Snapshots { get; } = [];

        public List<HookRecord> Hooks { get; } = [];

        public List<EventRecord> Events { get; } = [];

        public List<DocumentRecord> Documents { get; } = [];

        public OperationRecord? Operation { get; set; }
    }
}
