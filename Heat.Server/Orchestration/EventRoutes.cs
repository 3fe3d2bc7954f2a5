using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Heat.Server.Orchestration.Reading;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>The events of stacks and of their resources.</summary>
internal sealed class EventRoutes(StackReader reader, StackLookup lookup, EventStream stream) : IApiRoutes
{
    private static readonly string[] s_filters = ["resource_status", "resource_action", "resource_name", "resource_type"];
    private static readonly string[] s_query = [.. s_filters, "limit", "marker", "nested_depth", "sort_keys", "sort_dir", "follow"];
    private static readonly HashSet<string> s_sortKeys = ["event_time", "resource_type"];

    public void Map(ApiRoutes api)
    {
        api.Get("/stacks/{name}/{id}/events", "events:index", request => ListAsync(request, resource: null), s_query);
        api.Get("/stacks/{name}/{id}/resources/{resource}/events", "events:index", request => ListAsync(request, request.Route("resource")), s_query);
        api.Get("/stacks/{name}/{id}/resources/{resource}/events/{event}", "events:show", ShowAsync);
    }

    private async Task ListAsync(ApiRequest request, string? resource)
    {
        var query = Query(request.Query, resource);
        var stack = await lookup.FindAsync(request);
        if (request.Query.Flag("follow"))
        {
            await stream.WriteAsync(request, stack, query);
            return;
        }

        var events = await reader.ListEventsAsync(stack, query, request.Cancellation);
        if (resource is not null && events.Count == 0 && query.Marker is null && query.Filters.Count == 0)
            throw new RequestException("HTTPNotFound", $"No events found for resource {resource}");
        var root = query.Depth is > 0 ? await reader.FindAsync(stack.RootId, request.Cancellation) : null;
        await request.AnswerAsync(MapValue.Of(("events", ListValue.Create(events.Select(listed => (Value)EventView.Listed(listed.Event, listed.Stack, root, request.Links))))));
    }

    private static EventQuery Query(IQueryCollection query, string? resource)
    {
        List<string> keys = [.. query["sort_keys"].OfType<string>().Where(s_sortKeys.Contains)];
        return new EventQuery
        {
            Depth = query.Number("nested_depth"),
            Limit = query.Number("limit"),
            Marker = Guid.TryParse(query["marker"], out var marker) ? marker : null,
            SortKeys = keys,
            Descending = query.TryGetValue("sort_dir", out var direction) ? direction == "desc" : keys.Count == 0,
            Resource = resource,
            Filters = query.Filters(s_filters),
        };
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var stack = await lookup.FindAsync(request);
        var resource = request.Route("resource");
        if (!Guid.TryParse(request.Route("event"), out var id) || await reader.FindEventAsync(stack, id, request.Cancellation) is not { } found || found.ResourceName != resource)
            throw new RequestException("HTTPNotFound", $"No event {request.Route("event")} found");
        var properties = reader.PropertiesOf(found, await reader.FindResourceAsync(stack, resource, request.Cancellation));
        var definition = await reader.DefinitionAsync(stack);
        await request.AnswerAsync(MapValue.Of(("event", EventView.Shown(found, stack, definition.Masked(properties), request.Links))));
    }
}
