using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Heat.Tests.Storage;

/// <summary>Programs that share a database and start at the same time. On SQLite none share one.</summary>
public sealed class SimultaneousStartTests
{
    [Test]
    public async Task Many_who_start_at_once_on_an_empty_server_make_everything_once()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var database = new TestDatabase(DatabaseProvider.PostgreSql);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(database.MigrateAsync)));
            await using var context = database.CreateDbContext();
            Assert.That(await context.Database.GetAppliedMigrationsAsync(), Is.EqualTo(context.Database.GetMigrations()));
            var indices = await context.Database.SqlQueryRaw<string>("SELECT indexname AS \"Value\" FROM pg_indexes WHERE schemaname = 'public'").ToListAsync();
            Assert.That(indices, Has.Member("ix_stacks_name"));
        }
    }
}
