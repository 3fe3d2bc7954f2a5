using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Heat.Core.EventSinks;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Storage;

/// <summary>
/// The one way to write. Changes asked for at the same time share a transaction (group commit), so that thousands of small writes don't mean thousands of commits, and SQLite never sees a second writer.
/// Changes are applied in the order in which they were asked for. A change that fails is taken out and fails alone.
/// </summary>
public sealed class DatabaseWriter : IAsyncDisposable
{
    private const int LargestBatch = 256;

    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IDbContextFactory<HeatDatabase> _databases;
    private readonly Task _writing;

    public DatabaseWriter(IDbContextFactory<HeatDatabase> databases)
    {
        _databases = databases;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Applies a change and returns once it is committed. The change may be applied more than once when another one in its batch fails, so it must not have effects outside the database.</summary>
    public Task WriteAsync(Func<HeatDatabase, Task> change)
    {
        var entry = new Change(change);
        if (!_changes.Writer.TryWrite(entry))
            throw new ObjectDisposedException(nameof(DatabaseWriter));
        return entry.Committed;
    }

    /// <summary>Applies a change that needs no question to the database first.</summary>
    public Task WriteAsync(Action<HeatDatabase> change) => WriteAsync(database =>
    {
        change(database);
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Change>(LargestBatch);
        while (await _changes.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _changes.Reader.TryRead(out var change))
                batch.Add(change);
            await WriteBatchAsync(batch);
            batch.Clear();
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever went wrong is handed to the one who asked for the change.")]
    private async Task WriteBatchAsync(List<Change> batch)
    {
        try
        {
            await CommitAsync(batch);
        }
        catch (Exception failure) when (batch.Count == 1)
        {
            batch[0].Fail(failure);
            return;
        }
        catch (Exception)
        {
            foreach (var change in batch)
                await WriteBatchAsync([change]);
            return;
        }

        foreach (var change in batch)
            change.Succeed();
    }

    /// <summary>Commits a batch. While the database is away, or two processes stand in each other's way, that is tried again.</summary>
    private async Task CommitAsync(List<Change> batch)
    {
        var start = Stopwatch.GetTimestamp();
        await using var database = await _databases.CreateDbContextAsync();
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        string? transaction = null;
        await database.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
            async () =>
            {
                database.ChangeTracker.Clear();
                await ApplyAsync(batch, database);
                transaction = await TransactionOutcome.NameAsync(database);
            },
            // The connection may break just when the answer to a commit is on its way.
            async () => transaction is not null && await TransactionOutcome.IsCommittedAsync(database, transaction));
        WriteObservation.Note(start, batch.Count);
    }

    private static async Task ApplyAsync(List<Change> batch, HeatDatabase database)
    {
        foreach (var change in batch)
        {
            await change.ApplyAsync(database);
            await EventOutbox.FillAsync(database);
            await database.SaveChangesAsync();
            database.ChangeTracker.Clear();
        }
    }

    private sealed class Change(Func<HeatDatabase, Task> apply)
    {
        private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Committed => _committed.Task;

        public Task ApplyAsync(HeatDatabase database) => apply(database);

        public void Succeed() => _committed.SetResult();

        public void Fail(Exception failure) => _committed.SetException(failure);
    }
}
