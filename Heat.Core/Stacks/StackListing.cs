using Heat.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <summary>Turns a <see cref="StackQuery"/> into a question to the database. Pages are found by the last stack of the page before, so a late page costs what the first does.</summary>
internal static class StackListing
{
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
        var last = query.Marker is { } marker ? await database.Stacks.SingleOrDefaultAsync(stack => stack.Id == marker, cancellation) : null;
        return await new StackOrder(query.SortKeys, query.Descending).Page(stacks, query.Limit, last).Select(ListedStack.FromRecord).ToListAsync(cancellation);
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

    private static List<Guid> Ids(IReadOnlyList<string> values) =>
        [.. values.Select(value => Guid.TryParse(value, out var id) ? id : (Guid?)null).OfType<Guid>()];
}
