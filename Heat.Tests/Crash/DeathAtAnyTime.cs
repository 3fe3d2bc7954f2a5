using System.Diagnostics;
using System.Text.Json.Nodes;
using Heat.Core.Storage;
using NUnit.Framework;

namespace Heat.Tests.Crash;

/// <summary>A stack of two hundred resources whose server is killed again and again while it is made, changed and deleted.</summary>
public sealed class DeathAtAnyTime
{
    private const int Groups = 31;
    private const int DeathsPerOperation = 6;
    private readonly int _seed = Environment.TickCount;

    [Test]
    public async Task Nothing_is_made_twice_and_nothing_is_forgotten()
    {
        TestContext.Out.WriteLine($"Seed: {_seed}");
        var random = new Random(_seed);
        await using var site = new CrashSite(DatabaseProvider.Sqlite);
        await site.StartAsync();
        var (first, second) = (CrashTemplate.Request("crash", CrashTemplate.First, Groups), CrashTemplate.Request("crash", CrashTemplate.Second, Groups));
        await KillOverAsync(site, "CREATE", first, random);
        await site.CheckAsync("CREATE_COMPLETE", first, $"create, seed {_seed}");
        await KillOverAsync(site, "UPDATE", second, random);
        await site.CheckAsync("UPDATE_COMPLETE", second, $"update, seed {_seed}");
        await KillOverAsync(site, "DELETE", null, random);
        await site.CheckAsync("DELETE_COMPLETE", null, $"delete, seed {_seed}");
    }

    private static async Task KillOverAsync(CrashSite site, string action, JsonObject? request, Random random)
    {
        for (var death = 0; death < DeathsPerOperation; death++)
        {
            var asking = site.AskAsync(action, request);
            var watch = Stopwatch.StartNew();
            await Task.Delay(random.Next(1500));
            await site.Server.KillAsync();
            await asking;
            TestContext.Out.WriteLine($"{action}: killed after {watch.ElapsedMilliseconds} ms");
            await site.StartAsync();
        }

        await site.AskAsync(action, request);
    }
}
