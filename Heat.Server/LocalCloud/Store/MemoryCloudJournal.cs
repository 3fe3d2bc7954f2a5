namespace Heat.Server.LocalCloud.Store;

/// <summary>A journal that lives as long as the process: enough for tests, where a second cloud on the same journal is a restart.</summary>
internal sealed class MemoryCloudJournal : ICloudJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string Id), string> _bodies = [];

    public Task<IReadOnlyList<CloudRecord>> LoadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<CloudRecord>>([.. _bodies.Select(entry => new CloudRecord(entry.Key.Kind, entry.Key.Id, entry.Value))]);
    }

    public Task SaveAsync(IReadOnlyList<CloudChange> changes, CancellationToken cancellationToken)
    {
        lock (_gate)
            foreach (var change in changes)
                if (change.Body is null) _bodies.Remove((change.Kind, change.Id));
                else _bodies[(change.Kind, change.Id)] = change.Body;
        return Task.CompletedTask;
    }
}
