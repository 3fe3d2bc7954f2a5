using Heat.Core.Storage;
using NUnit.Framework;

namespace Heat.Tests.Crash;

/// <summary>An update that goes wrong and is rolled back, during which the server dies at one crash point after the other.</summary>
public sealed class DeathInRollback
{
    private const int Groups = 3;

    [TestCase(DatabaseProvider.Sqlite, 1)]
    [TestCase(DatabaseProvider.Sqlite, 4, Explicit = true, Reason = "It takes minutes; the other dies at the same points, at other times.")]
    public async Task An_update_that_fails_is_rolled_back(DatabaseProvider provider, int time)
    {
        await using var site = new CrashSite(provider);
        await site.StartAsync();
        var first = CrashTemplate.Request("crash", CrashTemplate.First, Groups);
        await site.AskAsync("CREATE", first);
        await site.CheckAsync("CREATE_COMPLETE", first, "create");
        await site.DieAtEveryPointAsync("UPDATE", CrashTemplate.Request("crash", CrashTemplate.Second, Groups, fails: true), time);
        await site.CheckAsync("ROLLBACK_COMPLETE", first, $"rollback, {time}");
        await site.AskAsync("DELETE", null);
        await site.CheckAsync("DELETE_COMPLETE", null, "delete");
    }
}
