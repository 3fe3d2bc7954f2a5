using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;
using Heat.Server.Orchestration.Reading;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>The resources of stacks.</summary>
internal sealed class ResourceRoutes(StackReader reader, LiveAttributes attributes, StackService stacks, StackLookup lookup, BodyReader bodies, ReadingRights rights) : IApiRoutes
{
    private const int DeepestList = 5;
    private const string MarkKey = "mark_unhealthy";
    private const string MarkReasonKey = "resource_status_reason";
    private static readonly string[] s_filters = ["type", "status", "name", "action", "id", "physical_resource_id"];
    private static readonly Dictionary<string, StackRecord> s_none = [];
    private static readonly HashSet<string> s_known = [.. s_filters, "nested_depth", "with_detail"];

    public void Map(ApiRoutes api)
    {
        api.Get("/stacks/{name}/{id}/resources", "resource:index", ListAsync, [.. s_known]);
        api.Get("/stacks/{name}/{id}/resources/{resource}", "resource:show", ShowAsync, "with_attr");
        api.Get("/stacks/{name}/{id}/resources/{resource}/metadata", "resource:metadata", MetadataAsync);
        api.Patch("/stacks/{name}/{id}/resources/{resource}", "resource:mark_unhealthy", MarkAsync);
    }

    private async Task ListAsync(ApiRequest request)
    {
        var unknown = request.Query.Keys.Where(key => !s_known.Contains(key)).ToList();
        if (unknown.Count > 0)
            throw ApiException.BadRequest($"Invalid filter parameters [{string.Join(", ", unknown.Select(key => $"'{key}'"))}]");
        var depth = Math.Min(request.Query.Number("nested_depth") ?? 0, DeepestList);
        var withDetail = request.Query.Flag("with_detail");
        var stack = await lookup.FindAsync(request);
        var query = new ResourceQuery { Depth = depth, Filters = request.Query.Filters(s_filters) };
        var listed = await reader.ListResourcesAsync(stack, query, request.Cancellation);
        var nested = await NestedStacksAsync(stack, listed.Select(each => each.Resource), request);
        var items = new List<Value>(listed.Count);
        foreach (var (resource, owner) in listed)
        {
            var item = ResourceView.Listed(resource, owner, NestedOf(resource, nested), request.Links);
            items.Add(withDetail ? WithDetail(item, resource, await reader.AttributesAsync(owner, resource, request.Cancellation)) : item);
        }

        await request.AnswerAsync(MapValue.Of(("resources", ListValue.Create(items))));
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var stack = await lookup.FindAsync(request);
        var resource = await FindAsync(request, stack);
        var nested = await NestedStacksAsync(stack, [resource], request);
        var asked = request.Query["with_attr"].OfType<string>().ToList();
        var shown = await attributes.ShowAsync(request.Caller, stack, resource, asked, request.Cancellation);
        var item = ResourceView.Listed(resource, stack, NestedOf(resource, nested), request.Links);
        await request.AnswerAsync(MapValue.Of(("resource", WithDetail(item, resource, shown))));
    }

    private async Task MetadataAsync(ApiRequest request)
    {
        var stack = await lookup.FindAsync(request);
        if (request.Caller.IsStackUser && !await rights.MayReadAsync(request.Caller.UserId, stack, request.Route("resource"), request.Cancellation))
            throw new ForbiddenException("this action");
        var resource = await FindAsync(request, stack);
        await request.AnswerAsync(MapValue.Of(("metadata", ValueJson.Parse(resource.Metadata))));
    }

    private async Task MarkAsync(ApiRequest request)
    {
        var body = await bodies.ReadAsync(request.Http);
        var more = body.Keys.Except([MarkKey, MarkReasonKey]).ToList();
        if (more.Count > 0)
            throw ApiException.BadRequest($"Invalid keys in resource mark unhealthy {{{string.Join(", ", more.Select(key => $"'{key}'"))}}}");
        if (!body.TryGetValue(MarkKey, out var mark))
            throw ApiException.BadRequest($"Missing mandatory ({MarkKey}) key from mark unhealthy request");
        var isUnhealthy = QueryReader.Flag(MarkKey, mark);
        var reason = body.Get(MarkReasonKey) is { IsNull: false } given ? ValueText.Plain(given) : "state changed by resource_mark_unhealthy api";
        await stacks.MarkAsync(await lookup.FindLivingAsync(request), request.Route("resource"), isUnhealthy, reason);
        await request.AnswerAsync(Value.Null);
    }

    private async Task<ResourceRecord> FindAsync(ApiRequest request, StackRecord stack) =>
        await reader.FindResourceAsync(stack, request.Route("resource"), request.Cancellation)
        ?? throw new RequestException("EntityNotFound", $"The Resource ({request.Route("resource")}) could not be found in Stack {stack.Name}.");

    private static MapValue WithDetail(MapValue item, ResourceRecord resource, MapValue attributes) =>
        item.With(MapValue.Of(("description", resource.Description), ("attributes", attributes)));

    /// <summary>The nested stacks that the resources stand for. Only an id that might be a stack's is worth the question.</summary>
    private async Task<IReadOnlyDictionary<string, StackRecord>> NestedStacksAsync(StackRecord stack, IEnumerable<ResourceRecord> resources, ApiRequest request)
    {
        List<Guid> ids = [.. resources.Select(resource => Guid.TryParse(resource.PhysicalId, out var id) ? id : (Guid?)null).OfType<Guid>()];
        return ids.Count == 0 ? s_none : await reader.NestedStacksAsync(stack, ids, request.Cancellation);
    }

    private static StackRecord? NestedOf(ResourceRecord resource, IReadOnlyDictionary<string, StackRecord> nested) =>
        resource.PhysicalId is { } id ? nested.GetValueOrDefault(id) : null;
}
