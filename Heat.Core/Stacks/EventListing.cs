using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <summary>Turns an <see cref="EventQuery"/> into a question to the database.</summary>
internal static class EventListing
{
    public static async Task<IReadOnlyList<EventRecord>> PageAsync(IQueryable<EventRecord> events, HeatDatabase database, EventQuery query, CancellationToken cancellation)
    {
        if (query.Resource is { } resource)
            events = events.Where(row => row.ResourceName == resource);
        foreach (var (name, values) in query.Filters)
            events = Filter(events, name, values);
        if (query.Marker is { } marker && await database.Events.SingleOrDefaultAsync(row => row.Id == marker, cancellation) is { } last)
            events = After(events, last, query);
        var sorted = Sort(events, query);
        return await (query.Limit is { } limit ? sorted.Take(limit) : sorted).ToListAsync(cancellation);
    }

    private static IQueryable<EventRecord> Filter(IQueryable<EventRecord> events, string name, IReadOnlyList<string> values) => name switch
    {
        "resource_status" => events.Where(row => values.Contains(row.Status)),
        "resource_action" => events.Where(row => values.Contains(row.Action)),
        "resource_name" => events.Where(row => values.Contains(row.ResourceName)),
        "resource_type" => events.Where(row => values.Contains(row.ResourceType)),
        _ => events,
    };

    /// <summary>What comes after the last event of the page before, in the order that is asked for.</summary>
    private static IQueryable<EventRecord> After(IQueryable<EventRecord> events, EventRecord last, EventQuery query) => (query.SortKeys.FirstOrDefault(), query.Descending) switch
    {
        ("resource_type", false) => events.Where(row => row.ResourceType.CompareTo(last.ResourceType) > 0 || (row.ResourceType == last.ResourceType && row.Sequence > last.Sequence)),
        ("resource_type", true) => events.Where(row => row.ResourceType.CompareTo(last.ResourceType) < 0 || (row.ResourceType == last.ResourceType && row.Sequence < last.Sequence)),
        (_, false) => events.Where(row => row.Sequence > last.Sequence),
        (_, true) => events.Where(row => row.Sequence < last.Sequence),
    };

    private static IOrderedQueryable<EventRecord> Sort(IQueryable<EventRecord> events, EventQuery query) => (query.SortKeys.FirstOrDefault(), query.Descending) switch
    {
        ("resource_type", false) => events.OrderBy(row => row.ResourceType).ThenBy(row => row.Sequence),
        ("resource_type", true) => events.OrderByDescending(row => row.ResourceType).ThenByDescending(row => row.Sequence),
        (_, false) => events.OrderBy(row => row.Sequence),
        (_, true) => events.OrderByDescending(row => row.Sequence),
    };
}
