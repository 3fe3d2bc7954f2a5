using Heat.Core.Storage;
using NUnit.Framework;

namespace Heat.Tests.Crash;

/// <summary>An operation during which the server dies at one crash point after the other, and still ends as it should.</summary>
public sealed class DeathAtEveryPoint
{
    private const int Groups = 3;
    private const string Long = "It takes minutes; the other dies at the same points, at other times.";

    /// <param name="time">The server dies when it gets to a point for the n-th time since it was started.</param>
    [TestCase(DatabaseProvider.Sqlite, 1, Explicit = true, Reason = Long)]
    [TestCase(DatabaseProvider.Sqlite, 4, Explicit = true, Reason = Long)]
    [TestCase(DatabaseProvider.PostgreSql, 2)]
    public async Task A_stack_is_made_changed_and_deleted(DatabaseProvider provider, int time)
    {
        await using var site = new CrashSite(provider);
        await site.StartAsync();
        var (first, second) = (CrashTemplate.Request("crash", CrashTemplate.First, Groups), CrashTemplate.Request("crash", CrashTemplate.Second, Groups));
        await site.DieAtEveryPointAsync("CREATE", first, time);
        await site.CheckAsync("CREATE_COMPLETE", first, $"create, {time}");
        await site.DieAtEveryPointAsync("UPDATE", second, time);
        await site.CheckAsync("UPDATE_COMPLETE", second, $"update, {time}");
        await site.DieAtEveryPointAsync("DELETE", null, time);
        await site.CheckAsync("DELETE_COMPLETE", null, $"delete, {time}");
    }
}
