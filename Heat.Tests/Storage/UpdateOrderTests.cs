using Heat.Core.Stacks;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Heat.Tests.Storage;

/// <summary>Pages of stacks by their last update.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
public sealed class UpdateOrderTests(DatabaseProvider provider)
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private TestDatabase? _database;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _database = new TestDatabase(provider);
        await _database.MigrateAsync();
        await using var context = _database!.CreateDbContext();
        context.AddRange(Enumerable.Range(0, 3000).Select(Stack));
        await context.SaveChangesAsync();
        if (provider == DatabaseProvider.PostgreSql)
            await context.Database.ExecuteSqlRawAsync("ANALYZE stacks");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Pages_join_to_one_list_in_which_stacks_without_an_update_are_the_oldest(bool descending)
    {
        var query = new StackQuery { SortKeys = ["updated_time"], Descending = descending, Limit = 700 };
        var all = new List<ListedStack>();
        while (true)
        {
            await using var context = _database!.CreateDbContext();
            var page = await StackListing.PageAsync(StackListing.Filter(context, "p", query), context, query, CancellationToken.None);
            if (page.Count == 0)
                break;
            all.AddRange(page);
            query = query with { Marker = page[^1].Id };
        }

        var moments = all.Select(stack => stack.UpdatedAt ?? DateTimeOffset.MinValue).ToList();
        Assert.That(moments, descending ? Is.Ordered.Descending : Is.Ordered.Ascending);
        Assert.That(all.Select(stack => stack.Id).Distinct().Count(), Is.EqualTo(3000));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_page_begins_where_the_index_says(bool descending)
    {
        await using var context = _database!.CreateDbContext();
        var last = await context.Stacks.OrderBy(row => row.UpdateOrder).Skip(1500).FirstAsync();
        var order = new StackOrder(["updated_time"], descending);
        var page = order.Sort(order.After(StackListing.Filter(context, "p", new StackQuery()), last)).Take(20);
        Assert.That(await ExplainAsync(context, page), Does.Contain("ix_stacks_updated").And.Not.Contain("TEMP B-TREE").And.Not.Contain("Sort"));
    }

    private async Task<string> ExplainAsync(HeatDatabase context, IQueryable<StackRecord> question)
    {
        await using var command = question.CreateDbCommand();
        command.CommandText = $"EXPLAIN {(provider == DatabaseProvider.Sqlite ? "QUERY PLAN " : "")}{command.CommandText}";
        await context.Database.OpenConnectionAsync();
        await using var answer = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await answer.ReadAsync())
            lines.Add(answer.GetString(answer.FieldCount - 1));
        return string.Join('\n', lines);
    }

    private static StackRecord Stack(int number) => new()
    {
        Id = Guid.NewGuid(),
        Name = $"s{number}",
        ProjectId = "p",
        RootId = Guid.NewGuid(),
        Action = "CREATE",
        Status = "COMPLETE",
        TemplateKey = "t",
        FilesKey = "f",
        Environment = [],
        CreatedAt = s_start,
        UpdatedAt = number % 3 == 0 ? null : s_start.AddMinutes(number),
    };
}
