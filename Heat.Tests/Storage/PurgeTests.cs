using Heat.Core.Engine;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Heat.Tests.Storage;

/// <summary>What nobody asks for any more goes, and nothing else.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
public sealed class PurgeTests(DatabaseProvider provider)
{
    private static readonly DateTimeOffset s_now = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Stacks_deleted_long_ago_are_forgotten_with_all_that_belongs_to_them()
    {
        await using var databases = new TestDatabase(provider);
        await databases.MigrateAsync();
        await using var writer = new DatabaseWriter(databases);
        await writer.WriteAsync(database =>
        {
            Add(database, "old", "one", deletedAt: s_now.AddDays(-100), template: "k1");
            Add(database, "young", "one", deletedAt: s_now.AddDays(-1), template: "k2");
            Add(database, "alive", "one", deletedAt: null, template: "k3");
            Add(database, "other", "two", deletedAt: s_now.AddDays(-100), template: "k3");
        });
        var purged = await new DeletedStacks(writer).PurgeAsync(s_now.AddDays(-90), "one");
        await using var left = databases.CreateDbContext();
        Assert.That(purged, Is.EqualTo(1));
        Assert.That(await left.Stacks.Select(row => row.Name).ToListAsync(), Is.EquivalentTo(new[] { "young", "alive", "other" }));
        Assert.That(await left.Events.CountAsync(), Is.EqualTo(3));
        Assert.That(await left.Documents.Select(row => row.Key).ToListAsync(), Is.EquivalentTo(new[] { "k2", "k3" }));
    }

    [Test]
    public async Task Of_too_many_events_the_oldest_go()
    {
        await using var databases = new TestDatabase(provider);
        await databases.MigrateAsync();
        await using var writer = new DatabaseWriter(databases);
        var stack = Guid.NewGuid();
        var limits = new LimitOptions { MaxEventsPerStack = 10, EventPurgeBatchSize = 1 };
        for (var number = 0; number < 25; number++)
        {
            var added = EventOf(stack, $"e{number}");
            await writer.WriteAsync(async database =>
            {
                await EventPurge.MakeRoomAsync(database, [added], limits);
                database.Add(added);
            });
        }

        await using var left = databases.CreateDbContext();
        Assert.That(await left.Events.OrderBy(row => row.Sequence).Select(row => row.ResourceName).ToListAsync(), Is.EqualTo(Enumerable.Range(15, 10).Select(number => $"e{number}")));
    }

    private static void Add(HeatDatabase database, string name, string project, DateTimeOffset? deletedAt, string template)
    {
        var id = Guid.NewGuid();
        database.Add(new StackRecord { Id = id, Name = name, ProjectId = project, RootId = id, Action = "DELETE", Status = "COMPLETE", TemplateKey = template, FilesKey = template, Environment = [], CreatedAt = s_now.AddDays(-200), DeletedAt = deletedAt });
        database.Add(EventOf(id, name));
        if (database.ChangeTracker.Entries<DocumentRecord>().All(entry => entry.Entity.Key != template))
            database.Add(new DocumentRecord(template, "{}"));
    }

    private static EventRecord EventOf(Guid stack, string name) =>
        new() { Id = Guid.NewGuid(), StackId = stack, RootId = stack, ResourceName = name, ResourceType = "T", Action = "CREATE", Status = "COMPLETE", CreatedAt = s_now };
}
