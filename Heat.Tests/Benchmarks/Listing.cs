using System.Diagnostics;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Heat.Tests.Benchmarks;

/// <summary>What it costs to list stacks, a page at a time, where there are very many.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[NonParallelizable]
[Explicit("Takes minutes, and means something only in a release build on a quiet machine.")]
public sealed class Listing(DatabaseProvider provider)
{
    private const int Stacks = 100_000;
    private const int PageSize = 100;
    private const int Repetitions = 200;
    private const string Project = "project";
    private static readonly DateTimeOffset s_start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Told, StackQuery Query)[] s_questions =
    [
        ("newest first", new StackQuery()),
        ("by name", new StackQuery { SortKeys = ["stack_name"] }),
        ("by status", new StackQuery { SortKeys = ["stack_status"] }),
        ("by last change", new StackQuery { SortKeys = ["updated_time"] }),
        ("those that failed (1 in 100)", new StackQuery { Filters = new Dictionary<string, IReadOnlyList<string>> { ["status"] = ["CREATE_FAILED"] } }),
        ("those of a tag (1 in 10)", new StackQuery { Tags = ["tenth"] }),
    ];

    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _database = new TestDatabase(provider);
        await _database.MigrateAsync();
        foreach (var part in Enumerable.Range(0, Stacks).Chunk(5000))
        {
            await using var context = _database.CreateDbContext();
            context.AddRange(part.Select(Stack));
            context.AddRange(part.Where(number => number % 10 == 0).Select(number => new StackTagRecord(IdOf(number), "tenth")));
            await context.SaveChangesAsync();
        }
        await _database.AnalyzeAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task A_late_page_costs_what_the_first_does()
    {
        foreach (var (told, query) in s_questions)
        {
            var all = await PageAsync(query);
            foreach (var (place, marker) in ((string, ListedStack?)[])[("first", null), ("middle", all[all.Count / 2]), ("last", all[^(PageSize + 1)])])
                await TestContext.Out.WriteLineAsync($"{provider} {told}, {place} page: {await MeasuredAsync(query with { Limit = PageSize, Marker = marker?.Id })}");
        }
    }

    private async Task<string> MeasuredAsync(StackQuery query)
    {
        var times = new List<TimeSpan>();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var watch = Stopwatch.StartNew();
            Assert.That(await PageAsync(query), Has.Count.EqualTo(PageSize));
            times.Add(watch.Elapsed);
        }

        times.Sort();
        return $"p50 {times[Repetitions / 2].TotalMilliseconds:F2} ms, p99 {times[Repetitions * 99 / 100].TotalMilliseconds:F2} ms";
    }

    private async Task<IReadOnlyList<ListedStack>> PageAsync(StackQuery query)
    {
        await using var context = _database.CreateDbContext();
        return await StackListing.PageAsync(StackListing.Filter(context, Project, query), context, query, CancellationToken.None);
    }

    private static StackRecord Stack(int number) => new()
    {
        Id = IdOf(number),
        Name = $"stack-{(number * 7919) % Stacks:D6}",
        ProjectId = Project,
        RootId = IdOf(number),
        Action = number % 3 == 0 ? "UPDATE" : "CREATE",
        Status = number % 100 == 1 ? "FAILED" : "COMPLETE",
        TemplateKey = "template",
        FilesKey = "files",
        Environment = new byte[200],
        CreatedAt = s_start.AddSeconds(number),
        UpdatedAt = number % 3 == 0 ? s_start.AddSeconds(number * 2) : null,
    };

    private static Guid IdOf(int number) => new((int)((uint)number * 2654435761u), 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
