using Heat.Core.Stacks;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Heat.Core.Engine;

/// <summary>Operations in the database.</summary>
internal sealed class DatabaseOperationStore(IDbContextFactory<HeatDatabase> databases, DatabaseWriter writer, Nodes nodes, LimitOptions limits) : IOperationStore
{
    public async Task<OperationRecord?> ClaimAsync(Guid operation, string owner, CancellationToken cancellation)
    {
        OperationRecord? claimed = null;
        await writer.WriteAsync(async database =>
        {
            await database.LockOperationAsync(operation);
            var found = await database.Operations.SingleOrDefaultAsync(row => row.Id == operation, cancellation);
            claimed = found is null || found.State == OperationState.Done || IsCarriedElsewhere(found, owner) || await IsWaitingAsync(database, found, cancellation)
                ? null
                : found with { State = OperationState.Running, Owner = owner, Epoch = found.Epoch + 1 };
            if (claimed is not null)
                database.Update(claimed);
        });
        return claimed;
    }

    public async Task<OperationRecord?> FindNewerAsync(OperationRecord operation, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Operations
            .Where(row => row.StackId == operation.StackId && row.Sequence > operation.Sequence && row.State != OperationState.Done && row.Action != StackAction.Scale)
            .OrderByDescending(row => row.Sequence)
            .FirstOrDefaultAsync(cancellation);
    }

    public async Task<Guid?> FindWaitingAsync(Guid stack, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Operations
            .Where(row => row.StackId == stack && row.State != OperationState.Done && row.Action == StackAction.Scale)
            .OrderBy(row => row.Sequence)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellation);
    }

    public async Task<bool> IsScalingAsync(Guid group, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Operations.AnyAsync(row => row.GroupId == group && row.State != OperationState.Done, cancellation);
    }

    public async Task<IReadOnlyList<OperationRecord>> FindOlderAsync(OperationRecord operation, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Operations
            .Where(row => row.StackId == operation.StackId && row.Sequence < operation.Sequence && row.State != OperationState.Done && (row.Action != StackAction.Scale || row.State != OperationState.Queued))
            .OrderBy(row => row.Sequence)
            .ToListAsync(cancellation);
    }

    public async Task<(IReadOnlyList<StackRecord> Stacks, IReadOnlyList<ResourceRecord> Resources)> LoadTreeAsync(Guid root, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var stacks = await database.Stacks.Where(row => row.RootId == root && row.DeletedAt == null).ToListAsync(cancellation);
        var resources = await database.Resources.Where(row => row.RootId == root).ToListAsync(cancellation);
        return (stacks, resources);
    }

    public async Task<IReadOnlyList<SnapshotRecord>> ListSnapshotsAsync(Guid stack, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Snapshots.Where(row => row.StackId == stack).OrderBy(row => row.CreatedAt).ToListAsync(cancellation);
    }

    public async Task<SnapshotRecord?> FindSnapshotAsync(Guid stack, Guid snapshot, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Snapshots.SingleOrDefaultAsync(row => row.StackId == stack && row.Id == snapshot, cancellation);
    }

    public async Task<HookRecord?> FindHookAsync(Guid operation, Guid resource, string hook)
    {
        await using var database = await databases.CreateDbContextAsync();
        return await database.Hooks.SingleOrDefaultAsync(row => row.OperationId == operation && row.ResourceId == resource && row.Hook == hook);
    }

    public async Task<string> ReadDocumentAsync(string key)
    {
        await using var database = await databases.CreateDbContextAsync();
        return await database.Documents.Where(row => row.Key == key).Select(row => row.Content).SingleAsync();
    }

    public async Task<IReadOnlyDictionary<string, string>> FindDocumentsAsync(IReadOnlyCollection<string> keys)
    {
        await using var database = await databases.CreateDbContextAsync();
        return await database.Documents.Where(row => keys.Contains(row.Key)).ToDictionaryAsync(row => row.Key, row => row.Content);
    }

    public async Task<ResourceRecord?> FindResourceAsync(Guid resource, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Resources.SingleOrDefaultAsync(row => row.Id == resource, cancellation);
    }

    public async Task<ResourceRecord?> ChangeResourceAsync(Guid resource, Func<ResourceRecord, ResourceRecord> change, EventRecord? told)
    {
        ResourceRecord? changed = null;
        await writer.WriteAsync(async database =>
        {
            await database.LockResourceAsync(resource);
            var stored = await database.Resources.SingleOrDefaultAsync(row => row.Id == resource);
            changed = stored is null ? null : change(stored);
            if (changed is not null && changed != stored)
                database.Update(changed);
            if (changed is not null && told is not null)
                database.Add(told);
        });
        return changed;
    }

    public async Task<IReadOnlySet<string>> FindOwnedAsync(string type, IReadOnlyCollection<string> physicalIds, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var owned = await database.Resources.Where(row => row.MappedType == type && physicalIds.Contains(row.PhysicalId!)).Select(row => row.PhysicalId!).ToListAsync(cancellation);
        return owned.ToHashSet();
    }

    public Task WriteAsync(OperationRecord claim, JournalBatch batch) => writer.WriteAsync(async database =>
    {
        await CheckFenceAsync(database, claim);
        // Whoever accepts a newer operation changes the root stack under the same lock, so that its state is never overwritten by ours.
        if (batch.Stacks.ContainsKey(claim.StackId))
            await database.LockStackAsync(claim.StackId);
        var counted = await IsTakenOverAsync(database, claim) ? WithoutRoot(batch, claim.StackId) : batch;
        await AddDocumentsAsync(database, counted.Documents);
        await WriteRecordsAsync(database, counted);
        await EventPurge.MakeRoomAsync(database, counted.Events, limits);
        database.Events.AddRange(counted.Events);
        database.Hooks.AddRange(batch.Hooks);
        if (batch.Operation is not { } operation)
            return;
        database.Update(operation);
        if (operation.State == OperationState.Done)
            await database.Hooks.Where(row => row.OperationId == operation.Id).ExecuteDeleteAsync();
    });

    private static async Task CheckFenceAsync(HeatDatabase database, OperationRecord claim)
    {
        var held = await database.Operations
            .Where(row => row.Id == claim.Id && row.Owner == claim.Owner && row.Epoch == claim.Epoch)
            .ExecuteUpdateAsync(row => row.SetProperty(operation => operation.State, operation => operation.State));
        if (held == 0)
            throw new OperationLostException(claim.Id);
    }

    private bool IsCarriedElsewhere(OperationRecord operation, string self) =>
        operation is { State: OperationState.Running, Owner: { } owner } && owner != self && !nodes.IsGone(owner);

    private static Task<bool> IsTakenOverAsync(HeatDatabase database, OperationRecord claim) =>
        database.Operations.AnyAsync(row => row.StackId == claim.StackId && row.Sequence > claim.Sequence && row.Action != StackAction.Scale);

    private static async Task<bool> IsWaitingAsync(HeatDatabase database, OperationRecord operation, CancellationToken cancellation) =>
        operation is { Action: StackAction.Scale, State: OperationState.Queued }
        && await database.Operations.AnyAsync(row => row.StackId == operation.StackId && row.Id != operation.Id && row.State != OperationState.Done && (row.Action != StackAction.Scale || row.Sequence < operation.Sequence), cancellation);

    /// <summary>Once a newer operation was accepted, the state of the root stack is that one's business; what the older one still does to resources counts.</summary>
    private static JournalBatch WithoutRoot(JournalBatch batch, Guid root) => batch with
    {
        Stacks = batch.Stacks.Where(entry => entry.Key != root).ToDictionary(),
        Events = [.. batch.Events.Where(row => row.StackId != root || row.ResourceType != StackEvents.StackType)],
    };

    internal static async Task AddDocumentsAsync(HeatDatabase database, IReadOnlyCollection<DocumentRecord> documents)
    {
        if (documents.Count == 0)
            return;
        var keys = documents.Select(document => document.Key).ToHashSet();
        var known = await database.Documents.Where(row => keys.Contains(row.Key)).Select(row => row.Key).ToListAsync();
        // Another process may be writing the same ones.
        foreach (var document in documents.DistinctBy(document => document.Key).ExceptBy(known, document => document.Key))
            await database.Database.ExecuteSqlAsync($"""INSERT INTO documents ("Key", "Content") VALUES ({document.Key}, {document.Content}) ON CONFLICT ("Key") DO NOTHING""");
    }

    private static async Task WriteRecordsAsync(HeatDatabase database, JournalBatch batch)
    {
        var removed = batch.Resources.Where(entry => entry.Value is null).Select(entry => entry.Key).ToList();
        if (removed.Count > 0)
            await database.Resources.Where(row => removed.Contains(row.Id)).ExecuteDeleteAsync();
        var noted = batch.Resources.Values.OfType<NotedResource>().ToList();
        await WriteAsync(database, [.. noted.Select(note => note.Record)], record => record.Id, ids => database.Resources.Where(row => ids.Contains(row.Id)).Select(row => row.Id));
        foreach (var note in noted)
            KeepUnchanged(database.Entry(note.Record), note);
        await WriteSnapshotsAsync(database, batch);
        await WriteAsync(database, [.. batch.Stacks.Values], record => record.Id, ids => database.Stacks.Where(row => ids.Contains(row.Id)).Select(row => row.Id));
    }

    private static async Task WriteSnapshotsAsync(HeatDatabase database, JournalBatch batch)
    {
        var removed = batch.Snapshots.Where(entry => entry.Value is null).Select(entry => entry.Key).ToList();
        if (removed.Count > 0)
            await database.Snapshots.Where(row => removed.Contains(row.Id)).ExecuteDeleteAsync();
        database.UpdateRange(batch.Snapshots.Values.OfType<SnapshotRecord>());
    }

    private static void KeepUnchanged(EntityEntry<ResourceRecord> entry, NotedResource note)
    {
        if (entry.State != EntityState.Modified)
            return;
        entry.Property(row => row.Metadata).IsModified = note.ChangesMetadata;
        entry.Property(row => row.Data).IsModified = note.ChangesData;
    }

    private static async Task WriteAsync<TRecord>(HeatDatabase database, List<TRecord> records, Func<TRecord, Guid> idOf, Func<List<Guid>, IQueryable<Guid>> findKnown)
        where TRecord : class
    {
        if (records.Count == 0)
            return;
        var known = (await findKnown([.. records.Select(idOf)]).ToListAsync()).ToHashSet();
        foreach (var record in records)
            database.Entry(record).State = known.Contains(idOf(record)) ? EntityState.Modified : EntityState.Added;
    }
}
