using Heat.Core.Diagnostics;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;
using Heat.Server.Orchestration.Reading;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>Stacks: making, listing, showing, changing, deleting them.</summary>
internal sealed class StackRoutes(StackService stacks, StackReader reader, StackRequestReader requests, BodyReader bodies, StackLookup lookup, PreviewService previews) : IApiRoutes
{
    private static readonly string[] s_filters =
    [
        "id", "status", "name", "action", "tenant", "username", "owner_id", "stack_name", "stack_action", "stack_status", "stack_status_reason",
        "disable_rollback", "timeout_mins", "stack_owner", "parent", "stack_user_project_id",
    ];

    public void Map(ApiRoutes api)
    {
        api.Get("/stacks", "stacks:index", ListAsync, [.. s_filters, "limit", "marker", "sort_keys", "sort_dir", "show_deleted", "show_nested", "show_hidden", "with_count", "global_tenant", "tags", "tags_any", "not_tags", "not_tags_any"]);
        api.Post("/stacks", "stacks:create", CreateAsync);
        api.Post("/stacks/preview", "stacks:preview", PreviewAsync);
        api.Get("/stacks/detail", "stacks:detail", DetailAsync);
        api.Get("/stacks/{name}/{id}", "stacks:show", ShowAsync, "resolve_outputs");
        api.Put("/stacks/{name}/{id}", "stacks:update", request => UpdateAsync(request, keepsExisting: false));
        api.Patch("/stacks/{name}/{id}", "stacks:update_patch", request => UpdateAsync(request, keepsExisting: true));
        api.Delete("/stacks/{name}/{id}", "stacks:delete", DeleteAsync);
        api.Put("/stacks/{name}/{id}/preview", "stacks:preview_update", request => PreviewUpdateAsync(request, keepsExisting: false), "show_nested");
        api.Patch("/stacks/{name}/{id}/preview", "stacks:preview_update_patch", request => PreviewUpdateAsync(request, keepsExisting: true), "show_nested");
        api.Get("/stacks/{name}/{id}/template", "stacks:template", TemplateAsync);
        api.Get("/stacks/{name}/{id}/environment", "stacks:environment", EnvironmentAsync);
        api.Get("/stacks/{name}/{id}/files", "stacks:files", FilesAsync);
        api.Get("/stacks/{name}/{id}/outputs", "stacks:list_outputs", OutputsAsync);
        api.Get("/stacks/{name}/{id}/outputs/{output}", "stacks:show_output", OutputAsync);
    }

    private async Task ListAsync(ApiRequest request)
    {
        var query = Query(request);
        if (query.AllProjects)
            request.Demand("stacks:global_index");
        var withCount = request.Query.Flag("with_count");
        var (page, count) = await reader.ListAsync(request.Caller.ProjectId, query, withCount, request.Cancellation);
        var links = request.Links;
        var body = MapValue.Of(("stacks", ListValue.Create(page.Select(stack => (Value)StackView.Listed(stack, links, query.AllProjects)))));
        if (query.Limit is > 0 and var limit && page.Count == limit)
            body = body.With("links", ListValue.Of(Links.Link(NextPage(request, page[^1]), "next")));
        await request.AnswerAsync(count is { } number ? body.With("count", number) : body);
    }

    private static StackQuery Query(ApiRequest request)
    {
        var query = request.Query;
        return new StackQuery
        {
            Limit = query.Number("limit"),
            Marker = Guid.TryParse(query["marker"], out var marker) ? marker : null,
            SortKeys = [.. query["sort_keys"].OfType<string>()],
            Descending = query.TryGetValue("sort_dir", out var direction) ? direction == "desc" : null,
            ShowDeleted = query.Flag("show_deleted"),
            ShowNested = query.Flag("show_nested"),
            ShowHidden = query.Flag("show_hidden"),
            AllProjects = query.Flag("global_tenant"),
            Tags = query.Words("tags"),
            TagsAny = query.Words("tags_any"),
            NotTags = query.Words("not_tags"),
            NotTagsAny = query.Words("not_tags_any"),
            Filters = query.Filters(s_filters),
        };
    }

    private static string NextPage(ApiRequest request, ListedStack last)
    {
        var query = request.Query.Where(entry => entry.Key != "marker").SelectMany(entry => entry.Value.Select(value => $"{entry.Key}={Uri.EscapeDataString(value ?? "")}"));
        return $"{request.Root}{request.Http.Request.Path}?{string.Join('&', query.Append($"marker={last.Id}"))}";
    }

    private async Task DetailAsync(ApiRequest request)
    {
        var (all, _) = await reader.ListAsync(request.Caller.ProjectId, new StackQuery(), withCount: false, request.Cancellation);
        var links = request.Links;
        await request.AnswerAsync(MapValue.Of(("stacks", ListValue.Create(all.Select(stack => (Value)StackView.Listed(stack, links, withProject: false))))));
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var body = await bodies.ReadAsync(request.Http);
        var stack = requests.AdoptedDocument(body) is { } document
            ? await stacks.AdoptAsync(request.Caller, ReadNew(body.With("template", document.Get("template"))), document, request.Cancellation)
            : await stacks.CreateAsync(request.Caller, ReadNew(body), request.Cancellation);
        var address = request.Links.Stack(stack);
        request.Http.Response.Headers.Location = address;
        await request.AnswerAsync(
            MapValue.Of(("stack", MapValue.Of(("id", stack.Id.ToString()), ("links", ListValue.Of(Links.Link(address, "self")))))),
            StatusCodes.Status201Created);
    }

    private async Task PreviewAsync(ApiRequest request)
    {
        var body = await bodies.ReadAsync(request.Http);
        var (stack, definition) = await stacks.PreviewAsync(request.Caller, ReadNew(body), request.Cancellation);
        var resources = await previews.ResourcesAsync(request.Caller, stack, definition, request.Cancellation);
        var shown = StackView.Described(stack, definition, request.Links, "None").With(MapValue.Of(("outputs", ListValue.Empty), ("resources", resources), ("stack_user_project_id", Value.Null)));
        await request.AnswerAsync(MapValue.Of(("stack", shown)));
    }

    private StackRequest ReadNew(MapValue body)
    {
        if (!body.TryGetValue("stack_name", out var name))
            throw ApiException.BadRequest("No stack name specified");
        if (name is not TextValue)
            throw new ProblemException(Problem.ValidationFailed, $"Invalid stack name {ValueText.Plain(name)}, must be a string");
        var request = requests.Read(body, needsTemplate: true);
        return request.Converge ? throw ApiException.BadRequest("converge flag only supported in stack update (or update preview) request.") : request;
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var resolvesOutputs = !request.Query.ContainsKey("resolve_outputs") || request.Query.Flag("resolve_outputs");
        var stack = await lookup.FindAsync(request);
        var definition = await reader.DefinitionAsync(stack);
        var outputs = resolvesOutputs && stack.DeletedAt is null ? await reader.OutputsAsync(stack, request.Cancellation) : null;
        await request.AnswerAsync(MapValue.Of(("stack", StackView.Shown(stack, definition, outputs, request.Links))));
    }

    private async Task UpdateAsync(ApiRequest request, bool keepsExisting)
    {
        var (stack, wanted) = await ReadUpdateAsync(request, keepsExisting);
        await stacks.UpdateAsync(request.Caller, stack, wanted, request.Cancellation);
        await Answers.AcceptedAsync(request.Http);
    }

    private async Task PreviewUpdateAsync(ApiRequest request, bool keepsExisting)
    {
        var (stack, wanted) = await ReadUpdateAsync(request, keepsExisting);
        var definition = await stacks.DefineUpdateAsync(request.Caller, stack, wanted, request.Cancellation);
        var changes = await previews.ChangesAsync(request.Caller, stack, definition, request.Query.Flag("show_nested"), request.Cancellation);
        await request.AnswerAsync(MapValue.Of(("resource_changes", changes)));
    }

    private async Task<(StackRecord Stack, StackRequest Wanted)> ReadUpdateAsync(ApiRequest request, bool keepsExisting)
    {
        var body = await bodies.ReadAsync(request.Http);
        var keeps = keepsExisting || (body.Get("existing") is { IsNull: false } existing && QueryReader.Flag("existing", existing));
        var wanted = requests.Read(body, needsTemplate: !keeps) with { KeepsExisting = keeps };
        return (await lookup.FindLivingAsync(request), wanted);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var stack = await lookup.FindLivingAsync(request);
        await stacks.DeleteAsync(request.Caller, stack, request.Cancellation);
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task TemplateAsync(ApiRequest request)
    {
        var definition = await reader.DefinitionAsync(await lookup.FindAsync(request));
        await request.AnswerAsync(definition.Template.ToValue());
    }

    private async Task EnvironmentAsync(ApiRequest request)
    {
        var definition = await reader.DefinitionAsync(await lookup.FindAsync(request));
        var hidden = definition.Template.Parameters.Where(parameter => parameter.IsHidden).Select(parameter => parameter.Name).ToHashSet();
        var shown = definition.Environment with { Registry = definition.Environment.Registry.Noting(definition.Template.Resources.Values.Select(resource => resource.Type)) };
        await request.AnswerAsync(shown.ToValue(hidden));
    }

    private async Task FilesAsync(ApiRequest request)
    {
        var definition = await reader.DefinitionAsync(await lookup.FindAsync(request));
        await request.AnswerAsync(MapValue.Create(definition.Files.Select(file => KeyValuePair.Create(file.Key, (Value)file.Value))));
    }

    private async Task OutputsAsync(ApiRequest request)
    {
        var definition = await reader.DefinitionAsync(await lookup.FindAsync(request));
        await request.AnswerAsync(MapValue.Of(("outputs", ListValue.Create(definition.Template.Outputs.Keys.Select(name => (Value)StackView.ListedOutput(name, definition))))));
    }

    private async Task OutputAsync(ApiRequest request)
    {
        var stack = await lookup.FindAsync(request);
        var definition = await reader.DefinitionAsync(stack);
        var name = request.Route("output");
        if (!definition.Template.Outputs.ContainsKey(name))
            throw new RequestException("NotFound", $"Specified output key {name} not found.");
        var outputs = await reader.OutputsAsync(stack, request.Cancellation);
        await request.AnswerAsync(MapValue.Of(("output", StackView.Output(name, definition, outputs))));
    }
}
