using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Door;

/// <summary>What all collections do with a query: filter by any field, sort, cut into pages, pick fields.</summary>
internal static class Listing
{
    private static readonly HashSet<string> s_controls =
        ["limit", "marker", "page_reverse", "fields", "sort", "sort_key", "sort_dir", "all_tenants", "all_projects", "with_count", "offset"];

    /// <summary>The views that have every value the query asks for; fields that no view has are not looked at by services that ignore them.</summary>
    public static IEnumerable<JsonObject> Filter(this IEnumerable<JsonObject> views, CloudRequest request)
    {
        var wanted = request.QueryItems.Where(item => !s_controls.Contains(item.Key)).ToLookup(item => item.Key, item => item.Value);
        return wanted.Count == 0 ? views : views.Where(view => wanted.All(field => Fits(view, field.Key, field)));
    }

    private static bool Fits(JsonObject view, string field, IEnumerable<string?> values) =>
        !view.TryGetPropertyValue(field, out var value)
        || values.Any(wanted => value is JsonArray many ? many.Any(one => CloudJson.Text(one) == wanted) : Same(value, wanted));

    private static bool Same(JsonNode? value, string? wanted) =>
        string.Equals(CloudJson.Text(value) ?? "", wanted, value is JsonValue flag && flag.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False
            ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>Sorts by <c>sort_key</c> and <c>sort_dir</c>, as often as they are given.</summary>
    public static IEnumerable<JsonObject> Sort(this IEnumerable<JsonObject> views, CloudRequest request)
    {
        var keys = request.QueryItems.Where(item => item.Key == "sort_key").Select(item => item.Value!).ToList();
        var directions = request.QueryItems.Where(item => item.Key == "sort_dir").Select(item => item.Value!).ToList();
        foreach (var (key, index) in keys.Select((key, index) => (key, index)).Reverse())
        {
            var descending = directions.ElementAtOrDefault(index) == "desc";
            views = descending ? views.OrderByDescending(view => CloudJson.Text(view[key]), StringComparer.Ordinal) : views.OrderBy(view => CloudJson.Text(view[key]), StringComparer.Ordinal);
        }
        return views;
    }

    /// <summary>The page after <c>marker</c>, and whether more follows it.</summary>
    public static (List<T> Page, bool More) Page<T>(this IEnumerable<T> items, CloudRequest request, Func<T, string> id, int most = 1000)
    {
        var limit = Math.Min(request.Number("limit") is > 0 and var asked ? asked : most, most);
        if (request.Query("marker") is { Length: > 0 } marker)
        {
            var all = items.ToList();
            var place = all.FindIndex(item => id(item) == marker);
            if (place < 0) throw CloudFaultException.BadRequest($"marker [{marker}] not found");
            items = all.Skip(place + 1);
        }
        var page = items.Skip(request.Number("offset") ?? 0).Take(limit + 1).ToList();
        var more = page.Count > limit;
        if (more) page.RemoveAt(limit);
        return (page, more);
    }

    /// <summary>Only the fields that the query names, or all.</summary>
    public static IEnumerable<JsonObject> Pick(this IEnumerable<JsonObject> views, CloudRequest request)
    {
        var fields = request.QueryItems.Where(item => item.Key == "fields").SelectMany(item => (item.Value ?? "").Split(',')).ToHashSet();
        return fields.Count == 0 ? views : views.Select(view => Only(view, fields));
    }

    public static JsonObject Only(JsonObject view, IReadOnlySet<string> fields)
    {
        var picked = new JsonObject();
        foreach (var (name, value) in view)
            if (fields.Contains(name)) picked[name] = value?.DeepClone();
        return picked;
    }

    /// <summary>The links to the next page, as Nova and Neutron and Cinder write them.</summary>
    public static JsonArray? NextLink(CloudRequest request, bool more, string? last)
    {
        if (!more || last is null) return null;
        var query = request.QueryItems.Where(item => item.Key != "marker").Append(KeyValuePair.Create<string, string?>("marker", last));
        return [new JsonObject { ["rel"] = "next", ["href"] = request.Url + QueryString.Create(query) }];
    }
}
