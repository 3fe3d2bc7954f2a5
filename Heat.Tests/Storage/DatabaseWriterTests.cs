using System.Data.Common;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NUnit.Framework;

namespace Heat.Tests.Storage;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
public sealed class DatabaseWriterTests(DatabaseProvider provider)
{
    private readonly CommitCount _commits = new();
    private TestDatabase _database = null!;
    private DatabaseWriter _writer = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _database = new TestDatabase(provider, _commits);
        await _database.MigrateAsync();
        _writer = new DatabaseWriter(_database);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_writer is not null)
            await _writer.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    public async Task Changes_that_wait_together_are_committed_together_and_in_order()
    {
        var gate = new TaskCompletionSource();
        var first = _writer.WriteAsync(async database =>
        {
            await gate.Task;
            database.Documents.Add(new DocumentRecord("log", ""));
        });
        await Task.Delay(50);
        var others = Enumerable.Range(0, 200).Select(number => AppendAsync($"{number},")).ToList();
        _commits.Reset();
        gate.SetResult();
        await Task.WhenAll([first, .. others]);
        Assert.That(await ReadAsync("log"), Is.EqualTo(string.Concat(Enumerable.Range(0, 200).Select(number => $"{number},"))));
        Assert.That(_commits.Value, Is.EqualTo(2));
    }

    [Test]
    public async Task A_change_that_fails_fails_alone()
    {
        await _writer.WriteAsync(database => { database.Documents.Add(new DocumentRecord("log", "")); });
        var good = new List<Task>();
        var thrown = new InvalidOperationException("no");
        for (var number = 0; number < 20; number++)
            good.Add(AppendAsync($"{number},"));
        var bug = _writer.WriteAsync(_ => throw thrown);
        var duplicate = _writer.WriteAsync(database => { database.Documents.Add(new DocumentRecord("log", "again")); });
        good.Add(AppendAsync("end"));
        await Task.WhenAll(good);
        Assert.That(await ReadAsync("log"), Does.StartWith("0,1,").And.EndsWith("19,end"));
        Assert.That(async () => await bug, Throws.Exception.SameAs(thrown));
        Assert.That(async () => await duplicate, Throws.InstanceOf<DbUpdateException>());
    }

    [Test]
    public async Task What_a_failing_change_had_done_before_is_undone()
    {
        var failing = _writer.WriteAsync(async database =>
        {
            database.Documents.Add(new DocumentRecord("half", ""));
            await database.SaveChangesAsync();
            throw new InvalidOperationException("no");
        });
        Assert.That(async () => await failing, Throws.InvalidOperationException);
        Assert.That(await ReadAsync("half"), Is.Null);
    }

    [Test]
    public async Task Many_may_write_at_once()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), async (writer, _) =>
        {
            for (var number = 0; number < 50; number++)
                await _writer.WriteAsync(database => { database.Documents.Add(new DocumentRecord($"{writer}/{number}", "")); });
        });
        await using var context = _database.CreateDbContext();
        Assert.That(await context.Documents.CountAsync(), Is.EqualTo(1000));
    }

    [Test]
    public async Task What_was_asked_for_is_still_written_when_the_writer_closes()
    {
        var writer = new DatabaseWriter(_database);
        var writes = Enumerable.Range(0, 100).Select(number => writer.WriteAsync(database => { database.Documents.Add(new DocumentRecord($"{number}", "")); })).ToList();
        await writer.DisposeAsync();
        Assert.That(writes, Has.All.Property(nameof(Task.IsCompletedSuccessfully)).True);
        Assert.That(() => writer.WriteAsync(_ => { }), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task The_numbers_of_events_are_the_databases_to_give()
    {
        // A record that was written before, in a transaction that was taken back, still has the number that it was given then.
        var again = Event() with { Sequence = 1 };
        await _writer.WriteAsync(database => { database.Add(Event()); });
        await _writer.WriteAsync(database => { database.Add(again); });
        await _writer.WriteAsync(database => { database.Add(Event()); });
        await using var context = _database.CreateDbContext();
        var written = await context.Events.OrderBy(row => row.Sequence).ToListAsync();
        Assert.That(written.Select(row => row.Sequence), Is.EqualTo(new long[] { 1, 2, 3 }));
        Assert.That(written[1].Id, Is.EqualTo(again.Id));
    }

    private static EventRecord Event() => new()
    {
        Id = Guid.NewGuid(),
        StackId = Guid.Empty,
        RootId = Guid.Empty,
        ResourceName = "r",
        ResourceType = "OS::Heat::Value",
        Action = "CREATE",
        Status = "COMPLETE",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private Task AppendAsync(string text) => _writer.WriteAsync(database =>
        database.Documents.Where(row => row.Key == "log").ExecuteUpdateAsync(row => row.SetProperty(document => document.Content, document => document.Content + text)));

    private async Task<string?> ReadAsync(string key)
    {
        await using var database = _database.CreateDbContext();
        return (await database.Documents.SingleOrDefaultAsync(row => row.Key == key))?.Content;
    }

    private sealed class CommitCount : DbTransactionInterceptor
    {
        private int _value;

        public int Value => _value;

        public void Reset() => _value = 0;

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _value);
            return Task.CompletedTask;
        }
    }
}
