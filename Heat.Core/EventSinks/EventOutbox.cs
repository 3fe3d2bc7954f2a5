using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.EventSinks;

/// <summary>Notes, in the transaction that writes events, to which queues they have to go. So no event is forgotten, whatever happens then, and nobody who writes one has to think of it.</summary>
internal static class EventOutbox
{
    public static async Task FillAsync(HeatDatabase database)
    {
        var added = database.ChangeTracker.Entries<EventRecord>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToLookup(told => told.RootId);
        foreach (var events in added)
            foreach (var sink in EventSink.Read(await SinksAsync(database, events.Key)))
                database.AddRange(events.Select(told => new EventDeliveryRecord { EventId = told.Id, Queue = sink.Queue, RootId = events.Key, Ttl = sink.Ttl }));
    }

    /// <summary>The root stack may be about to be written itself.</summary>
    private static async Task<string?> SinksAsync(HeatDatabase database, Guid root)
    {
        var written = database.ChangeTracker.Entries<StackRecord>().FirstOrDefault(entry => entry.Entity.Id == root && entry.State is EntityState.Added or EntityState.Modified);
        return written is not null ? written.Entity.EventSinks : await database.Stacks.Where(row => row.Id == root).Select(row => row.EventSinks).SingleOrDefaultAsync();
    }
}
