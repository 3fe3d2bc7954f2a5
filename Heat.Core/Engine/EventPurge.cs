using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Engine;

/// <summary>Keeps the number of a stack's events within bounds. Counting for each new event would be dear, so it is done now and then.</summary>
internal static class EventPurge
{
    public static async Task MakeRoomAsync(HeatDatabase database, IReadOnlyList<EventRecord> added, LimitOptions limits)
    {
        if (limits.MaxEventsPerStack <= 0)
            return;
        foreach (var stack in added.GroupBy(row => row.StackId))
            if (Random.Shared.Next(Math.Max(limits.EventPurgeBatchSize, 1)) < 2 * stack.Count())
                await PurgeAsync(database, stack.Key, limits.MaxEventsPerStack - stack.Count());
    }

    private static async Task PurgeAsync(HeatDatabase database, Guid stack, int kept)
    {
        var events = database.Events.Where(row => row.StackId == stack);
        var border = await events.OrderByDescending(row => row.Sequence).Skip(Math.Max(kept, 0)).Select(row => (long?)row.Sequence).FirstOrDefaultAsync();
        if (border is { } last)
            await events.Where(row => row.Sequence <= last && !database.EventDeliveries.Any(delivery => delivery.EventId == row.Id)).ExecuteDeleteAsync();
    }
}
