using System.Text.Json.Nodes;
using Heat.Core.Engine;
using Heat.Core.Storage;
using NUnit.Framework;

namespace Heat.Tests.Crash;

/// <summary>An operation during which the server dies at one crash point after the other, and still ends as it should.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class DeathAtEveryPoint
{
    private const int Groups = 3;
    private const string Long = "It takes minutes; the others die at the same points, at other times.";

    /// <param name="time">The server dies when it gets to a point for the n-th time since it was started.</param>
    [TestCase(DatabaseProvider.Sqlite, 1, Explicit = true, Reason = Long)]
    [TestCase(DatabaseProvider.Sqlite, 4, Explicit = true, Reason = Long)]
    [TestCase(DatabaseProvider.PostgreSql, 2)]
    public async Task A_stack_is_made_changed_and_deleted(DatabaseProvider provider, int time)
    {
        await using var site = new CrashSite(provider);
        await site.StartAsync();
        var (first, second) = (CrashTemplate.Request("crash", CrashTemplate.First, Groups), CrashTemplate.Request("crash", CrashTemplate.Second, Groups));
        await DieOverAsync(site, "CREATE", first, time);
        await site.CheckAsync("CREATE_COMPLETE", first, $"create, {time}");
        await DieOverAsync(site, "UPDATE", second, time);
        await site.CheckAsync("UPDATE_COMPLETE", second, $"update, {time}");
        await DieOverAsync(site, "DELETE", null, time);
        await site.CheckAsync("DELETE_COMPLETE", null, $"delete, {time}");
    }

    [TestCase(DatabaseProvider.Sqlite, 1)]
    [TestCase(DatabaseProvider.Sqlite, 4, Explicit = true, Reason = Long)]
    public async Task An_update_that_fails_is_rolled_back(DatabaseProvider provider, int time)
    {
        await using var site = new CrashSite(provider);
        await site.StartAsync();
        var first = CrashTemplate.Request("crash", CrashTemplate.First, Groups);
        await site.AskAsync("CREATE", first);
        await site.CheckAsync("CREATE_COMPLETE", first, "create");
        await DieOverAsync(site, "UPDATE", CrashTemplate.Request("crash", CrashTemplate.Second, Groups, fails: true), time);
        await site.CheckAsync("ROLLBACK_COMPLETE", first, $"rollback, {time}");
        await site.AskAsync("DELETE", null);
        await site.CheckAsync("DELETE_COMPLETE", null, "delete");
    }

    /// <summary>Dies at each point in turn, in the order in which an operation gets to them; the last life goes on undisturbed.</summary>
    private static async Task DieOverAsync(CrashSite site, string action, JsonObject? request, int time)
    {
        await site.Server.KillAsync();
        var isAsked = false;
        foreach (var point in CrashPoint.All)
        {
            // These happen once in an operation's life.
            var occurrence = point is CrashPoint.OperationAccepted or CrashPoint.OperationClaimed or CrashPoint.StepsDone or CrashPoint.RollbackBegun ? 1 : time;
            await site.StartAsync($"Heat:Testing:DieAt={point}:{occurrence}");
            if (!isAsked)
                isAsked = await site.AskAsync(action, request);
            var died = await site.DiesBeforeItIsDoneAsync();
            TestContext.Out.WriteLine($"{action}: {(died ? "died" : "lived on")} at {point}:{occurrence}");
            if (!died)
                await site.Server.KillAsync();
        }

        await site.StartAsync();
        await site.AskAsync(action, request);
    }
}
