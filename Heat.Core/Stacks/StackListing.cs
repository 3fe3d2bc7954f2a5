using System.Linq.Expressions;
using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <summary>Turns a <see cref="StackQuery"/> into a question to the database. Pages are found by the last stack of the page before, so a late page costs what the first does.</summary>
internal static class StackListing
{
    private static readonly HashSet<string> s_sortKeys = ["stack_name", "stack_status", "creation_time", "updated_time"];

    // The databases don't agree on where nothing comes among moments; as the first of all moments it has its place in both.
    private static readonly DateTimeOffset s_never = DateTimeOffset.MinValue;

    public static IQueryable<StackRecord> Filter(HeatDatabase database, string project, StackQuery query)
    {
        var stacks = database.Stacks.AsQueryable();
        if (!query.AllProjects)
            stacks = stacks.Where(stack => stack.ProjectId == project);
        if (!query.ShowDeleted)
            stacks = stacks.Where(stack => stack.DeletedAt == null);
        if (!query.ShowNested)
            stacks = stacks.Where(stack => stack.OwnerId == null);
        return WithTags(database, WithFilters(stacks, query.Filters), query);
    }

    public static async Task<IReadOnlyList<ListedStack>> PageAsync(IQueryable<StackRecord> stacks, HeatDatabase database, StackQuery query, CancellationToken cancellation)
    {
        var keys = query.SortKeys.Where(s_sortKeys.Contains).ToList();
        var descending = query.Descending ?? keys.Count == 0;
        var key = keys.FirstOrDefault() ?? "creation_time";
        if (query.Marker is { } marker && await database.Stacks.SingleOrDefaultAsync(stack => stack.Id == marker, cancellation) is { } last)
            stacks = After(stacks, last, key, descending);
        var sorted = Order(stacks, keys.DefaultIfEmpty(key), descending);
        return await (query.Limit is { } limit ? sorted.Take(limit) : sorted).Select(ListedStack.FromRecord).ToListAsync(cancellation);
    }

    private static IQueryable<StackRecord> WithFilters(IQueryable<StackRecord> stacks, IReadOnlyDictionary<string, IReadOnlyList<string>> filters)
    {
        foreach (var (name, values) in filters)
            stacks = WithFilter(stacks, name, values);
        return stacks;
    }

    private static IQueryable<StackRecord> WithFilter(IQueryable<StackRecord> stacks, string name, IReadOnlyList<string> values)
    {
        var ids = Ids(values);
        var wantsTrue = values.Contains("true", StringComparer.OrdinalIgnoreCase);
        return name switch
        {
            "id" => stacks.Where(stack => ids.Contains(stack.Id)),
            "name" or "stack_name" => stacks.Where(stack => values.Contains(stack.Name)),
            "status" or "stack_status" => stacks.Where(stack => values.Contains(stack.Status) || values.Contains(stack.Action + "_" + stack.Status)),
            "action" or "stack_action" => stacks.Where(stack => values.Contains(stack.Action)),
            "tenant" => stacks.Where(stack => values.Contains(stack.ProjectId)),
            "username" or "stack_owner" => stacks.Where(stack => values.Contains(stack.UserName)),
            "owner_id" or "parent" => stacks.Where(stack => ids.Contains(stack.OwnerId ?? Guid.Empty)),
            "stack_status_reason" => stacks.Where(stack => values.Contains(stack.StatusReason)),
            "disable_rollback" => stacks.Where(stack => stack.DisableRollback == wantsTrue),
            "timeout_mins" => stacks.Where(stack => values.Contains(stack.TimeoutMinutes.ToString()!)),
            "stack_user_project_id" => stacks.Where(stack => values.Contains(stack.StackUserProjectId!)),
            _ => stacks,
        };
    }

    private static IQueryable<StackRecord> WithTags(HeatDatabase database, IQueryable<StackRecord> stacks, StackQuery query)
    {
        foreach (var tag in query.Tags)
            stacks = stacks.Where(stack => database.StackTags.Any(row => row.StackId == stack.Id && row.Tag == tag));
        if (query.TagsAny.Count > 0)
            stacks = stacks.Where(stack => database.StackTags.Any(row => row.StackId == stack.Id && query.TagsAny.Contains(row.Tag)));
        if (query.NotTags.Count > 0)
            stacks = stacks.Where(stack => database.StackTags.Count(row => row.StackId == stack.Id && query.NotTags.Contains(row.Tag)) < query.NotTags.Count);
        if (query.NotTagsAny.Count > 0)
            stacks = stacks.Where(stack => !database.StackTags.Any(row => row.StackId == stack.Id && query.NotTagsAny.Contains(row.Tag)));
        return stacks;
    }

    // The first, plain bound says nothing new, but lets the database begin to read an index there (except by the last change, which has none).
    private static IQueryable<StackRecord> After(IQueryable<StackRecord> stacks, StackRecord last, string key, bool descending) => (key, descending) switch
    {
        ("stack_name", false) => stacks.Where(stack => stack.Name.CompareTo(last.Name) >= 0).Where(stack => stack.Name.CompareTo(last.Name) > 0 || (stack.Name == last.Name && stack.Id.CompareTo(last.Id) > 0)),
        ("stack_name", true) => stacks.Where(stack => stack.Name.CompareTo(last.Name) <= 0).Where(stack => stack.Name.CompareTo(last.Name) < 0 || (stack.Name == last.Name && stack.Id.CompareTo(last.Id) < 0)),
        ("stack_status", false) => stacks.Where(stack => stack.Status.CompareTo(last.Status) >= 0).Where(stack => stack.Status.CompareTo(last.Status) > 0 || (stack.Status == last.Status && stack.Id.CompareTo(last.Id) > 0)),
        ("stack_status", true) => stacks.Where(stack => stack.Status.CompareTo(last.Status) <= 0).Where(stack => stack.Status.CompareTo(last.Status) < 0 || (stack.Status == last.Status && stack.Id.CompareTo(last.Id) < 0)),
        ("updated_time", false) => stacks.Where(stack => (stack.UpdatedAt ?? s_never) > (last.UpdatedAt ?? s_never) || ((stack.UpdatedAt ?? s_never) == (last.UpdatedAt ?? s_never) && stack.Id.CompareTo(last.Id) > 0)),
        ("updated_time", true) => stacks.Where(stack => (stack.UpdatedAt ?? s_never) < (last.UpdatedAt ?? s_never) || ((stack.UpdatedAt ?? s_never) == (last.UpdatedAt ?? s_never) && stack.Id.CompareTo(last.Id) < 0)),
        (_, false) => stacks.Where(stack => stack.CreatedAt >= last.CreatedAt).Where(stack => stack.CreatedAt > last.CreatedAt || (stack.CreatedAt == last.CreatedAt && stack.Id.CompareTo(last.Id) > 0)),
        (_, true) => stacks.Where(stack => stack.CreatedAt <= last.CreatedAt).Where(stack => stack.CreatedAt < last.CreatedAt || (stack.CreatedAt == last.CreatedAt && stack.Id.CompareTo(last.Id) < 0)),
    };

    private static IOrderedQueryable<StackRecord> Order(IQueryable<StackRecord> stacks, IEnumerable<string> keys, bool descending)
    {
        IOrderedQueryable<StackRecord>? ordered = null;
        foreach (var key in keys)
            ordered = key switch
            {
                "stack_name" => By(stack => stack.Name),
                "stack_status" => By(stack => stack.Status),
                "updated_time" => By(stack => stack.UpdatedAt ?? s_never),
                _ => By(stack => stack.CreatedAt),
            };
        return By(stack => stack.Id);

        IOrderedQueryable<StackRecord> By<TKey>(Expression<Func<StackRecord, TKey>> key) => (ordered, descending) switch
        {
            (null, false) => stacks.OrderBy(key),
            (null, true) => stacks.OrderByDescending(key),
            ({ } before, false) => before.ThenBy(key),
            ({ } before, true) => before.ThenByDescending(key),
        };
    }

    private static List<Guid> Ids(IReadOnlyList<string> values) =>
        [.. values.Select(value => Guid.TryParse(value, out var id) ? id : (Guid?)null).OfType<Guid>()];
}
