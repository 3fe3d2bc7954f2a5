using Heat.Server.LocalCloud.BlockStorage;
using Heat.Server.LocalCloud.Compute;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Image;
using Heat.Server.LocalCloud.LoadBalancing;
using Heat.Server.LocalCloud.Messaging;
using Heat.Server.LocalCloud.Network;
using Heat.Server.LocalCloud.ObjectStore;

namespace Heat.Server.LocalCloud.Store;

/// <summary>Everything the local cloud knows. One gate orders all changes; each is in the journal before its request is answered.</summary>
internal sealed class LocalCloudState
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ICloudTable> _tables = [];
    private readonly ICloudJournal _journal;
    private readonly TimeProvider _time;

    public LocalCloudState(ICloudJournal journal, TimeProvider time)
    {
        _journal = journal;
        _time = time;
        Identity = new IdentityTables(this);
        Network = new NetworkTables(this);
        Balancing = new BalancingTables(this);
        Compute = new ComputeTables(this);
        Volumes = new VolumeTables(this);
        Images = new ImageTables(this);
        Objects = new ObjectTables(this);
        Messaging = new MessagingTables(this);
    }

    public IdentityTables Identity { get; }

    public NetworkTables Network { get; }

    public BalancingTables Balancing { get; }

    public ComputeTables Compute { get; }

    public VolumeTables Volumes { get; }

    public ImageTables Images { get; }

    public ObjectTables Objects { get; }

    public MessagingTables Messaging { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public CloudTable<T> Table<T>(string kind) where T : class, ICloudObject
    {
        var table = new CloudTable<T>(kind);
        _tables.Add(kind, table);
        return table;
    }

    /// <summary>Fills the memory from the journal; true if there was anything.</summary>
    public async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var records = await _journal.LoadAsync(cancellationToken);
        foreach (var record in records)
            if (_tables.TryGetValue(record.Kind, out var table)) table.Load(record.Body);
        return records.Count > 0;
    }

    /// <summary>Does the work as one durable change. Work is short and never waits, so a plain lock serves; saving is awaited outside of it.</summary>
    public async Task<T> ChangeAsync<T>(Func<CloudTransaction, T> work, CancellationToken cancellationToken)
    {
        CloudTransaction transaction;
        T result;
        Task saving;
        lock (_gate)
        {
            transaction = new CloudTransaction(Now);
            try
            {
                result = work(transaction);
            }
            catch
            {
                transaction.Undo();
                throw;
            }
            if (transaction.Changes.Count == 0) return result;
            // What is in memory must reach the journal even if the caller hangs up now.
            saving = _journal.SaveAsync(transaction.Changes, CancellationToken.None);
        }
        try
        {
            await saving.WaitAsync(cancellationToken);
        }
        catch when (saving.IsFaulted)
        {
            lock (_gate) transaction.Undo();
            throw;
        }
        return result;
    }
}
