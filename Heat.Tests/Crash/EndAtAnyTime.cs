using System.Text.Json.Nodes;
using Heat.Core.Storage;
using NUnit.Framework;

namespace Heat.Tests.Crash;

/// <summary>A stack whose server is asked to end again and again while it is made, changed and deleted: it ends soon and in order, and nothing fails by that.</summary>
[TestFixture]
public sealed class EndAtAnyTime
{
    private const int Groups = 15;
    private const int EndsPerOperation = 5;
    private readonly int _seed = Environment.TickCount;

    [Test]
    public async Task Nothing_fails_is_made_twice_or_forgotten()
    {
        TestContext.Out.WriteLine($"Seed: {_seed}");
        var random = new Random(_seed);
        await using var site = new CrashSite(DatabaseProvider.Sqlite);
        await site.StartAsync();
        var (first, second) = (CrashTemplate.Request("crash", CrashTemplate.First, Groups), CrashTemplate.Request("crash", CrashTemplate.Second, Groups));
        await EndOverAsync(site, "CREATE", first, random);
        await site.CheckAsync("CREATE_COMPLETE", first, $"create, seed {_seed}");
        await EndOverAsync(site, "UPDATE", second, random);
        await site.CheckAsync("UPDATE_COMPLETE", second, $"update, seed {_seed}");
        await EndOverAsync(site, "DELETE", null, random);
        await site.CheckAsync("DELETE_COMPLETE", null, $"delete, seed {_seed}");
        Assert.That(site.Server.Output, Does.Not.Contain("unhandled").And.Not.Contain("nobody foresaw"));
    }

    private static async Task EndOverAsync(CrashSite site, string action, JsonObject? request, Random random)
    {
        for (var end = 0; end < EndsPerOperation; end++)
        {
            var asking = site.AskAsync(action, request);
            await Task.Delay(random.Next(1500));
            await site.Server.SignalAsync("TERM");
            Assert.That(await site.Server.DiesAsync(TimeSpan.FromSeconds(35)), Is.True, site.Server.Output);
            Assert.That(site.Server.ExitCode, Is.Zero, site.Server.Output);
            await asking;
            await site.StartAsync();
        }

        await site.AskAsync(action, request);
    }
}
