using System.Text.RegularExpressions;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Heat.Tests.Storage;

/// <summary>Lists of stacks, a page at a time, in every order.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
public sealed class StackPageTests(DatabaseProvider provider)
{
    private const int Stacks = 3000;

    private static readonly (string Key, string Index)[] s_indices =
    [
        ("updated_time", "ix_stacks_updated"), ("stack_status", "ix_stacks_status"), ("creation_time", "ix_stacks_project"), ("stack_name", "ix_stacks_name"),
    ];

    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private TestDatabase? _database;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _database = new TestDatabase(provider);
        await _database.MigrateAsync();
        await using var context = _database!.CreateDbContext();
        context.AddRange(Enumerable.Range(0, Stacks).Select(Stack));
        await context.SaveChangesAsync();
        if (provider == DatabaseProvider.PostgreSql)
            await _database.AnalyzeAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    public async Task Pages_join_to_one_list([Values("updated_time", "stack_status", "creation_time", "stack_name", "stack_status,updated_time")] string keys, [Values] bool descending)
    {
        var query = new StackQuery { SortKeys = keys.Split(','), Descending = descending };
        var whole = await PageAsync(query);
        query = query with { Limit = 700 };
        var joined = new List<ListedStack>();
        for (var page = await PageAsync(query); page.Count > 0; page = await PageAsync(query with { Marker = joined[^1].Id }))
            joined.AddRange(page);
        Assert.That(joined.Select(stack => stack.Id), Is.EqualTo(whole.Select(stack => stack.Id)).And.Exactly(Stacks).Items);
    }

    [Test]
    public async Task Stacks_without_an_update_are_the_oldest([Values] bool descending)
    {
        var moments = (await PageAsync(new StackQuery { SortKeys = ["updated_time"], Descending = descending })).Select(stack => stack.UpdatedAt ?? DateTimeOffset.MinValue);
        Assert.That(moments, descending ? Is.Ordered.Descending : Is.Ordered.Ascending);
    }

    [Test]
    public async Task The_first_page_is_read_in_order_of_an_index([ValueSource(nameof(s_indices))] (string Key, string Index) order, [Values] bool descending) =>
        Assert.That(await PlanAsync(order.Key, descending, null), Does.Contain(order.Index).And.Not.Contain("TEMP B-TREE FOR ORDER BY").And.Not.Match("(?<!Incremental )Sort  "));

    [Test]
    public async Task A_later_page_begins_where_an_index_says([ValueSource(nameof(s_indices))] (string Key, string Index) order, [Values] bool descending)
    {
        await using var context = _database!.CreateDbContext();
        var last = await context.Stacks.OrderBy(row => row.UpdateOrder).Skip(Stacks / 2).FirstAsync();
        var plan = await PlanAsync(order.Key, descending, last);
        // PostgreSQL finds those of an equal key in whichever index it takes for shorter.
        Assert.That(Regex.Count(plan, order.Index), provider == DatabaseProvider.Sqlite ? Is.EqualTo(2) : Is.InRange(1, 2), plan);
        Assert.That(plan, Does.Not.Contain("Seq Scan"));
    }

    private async Task<IReadOnlyList<ListedStack>> PageAsync(StackQuery query)
    {
        await using var context = _database!.CreateDbContext();
        return await StackListing.PageAsync(StackListing.Filter(context, "p", query), context, query, CancellationToken.None);
    }

    private async Task<string> PlanAsync(string key, bool descending, StackRecord? last)
    {
        await using var context = _database!.CreateDbContext();
        return await ExplainAsync(context, new StackOrder([key], descending).Page(StackListing.Filter(context, "p", new StackQuery()), 20, last));
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
        Status = (number % 4) switch { 0 => "FAILED", 1 => "IN_PROGRESS", _ => "COMPLETE" },
        TemplateKey = "t",
        FilesKey = "f",
        Environment = [],
        CreatedAt = s_start.AddMinutes(number / 7),
        UpdatedAt = number % 3 == 0 ? null : s_start.AddMinutes(number / 7 * 2),
    };
}
