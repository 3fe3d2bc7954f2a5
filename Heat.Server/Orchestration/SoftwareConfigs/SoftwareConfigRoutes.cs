using Heat.Core.Security;
using Heat.Core.SoftwareConfigs;
using Heat.Core.Values;
using Heat.Server.Orchestration.Reading;

namespace Heat.Server.Orchestration.SoftwareConfigs;

/// <summary>Software configurations.</summary>
internal sealed class SoftwareConfigRoutes(SoftwareConfigService configs, BodyReader bodies) : IApiRoutes
{
    public void Map(ApiRoutes api)
    {
        api.Get("/software_configs", "software_configs:index", ListAsync, "limit", "marker", "global_tenant");
        api.Post("/software_configs", "software_configs:create", CreateAsync);
        api.Get("/software_configs/{config}", "software_configs:show", ShowAsync);
        api.Delete("/software_configs/{config}", "software_configs:delete", DeleteAsync);
    }

    private async Task ListAsync(ApiRequest request)
    {
        if (request.Query.Flag("global_tenant"))
            request.Demand("software_configs:global_index");
        var marker = Guid.TryParse(request.Query["marker"], out var id) ? id : (Guid?)null;
        var listed = await configs.ListConfigsAsync(request.Caller, request.Query.Number("limit"), marker, request.Cancellation);
        await request.AnswerAsync(MapValue.Of(("software_configs", ListValue.Create(listed.Select(config => (Value)View(config, request.Caller))))));
    }

    private static MapValue View(SoftwareConfig config, RequestContext caller) => caller.IsAdministrator ? config.ToListedValue().With("project", config.ProjectId) : config.ToListedValue();

    private async Task CreateAsync(ApiRequest request)
    {
        var body = await bodies.ReadAsync(request.Http);
        await AnswerAsync(request, await configs.AddConfigAsync(request.Caller.ProjectId, SoftwareConfigBody.Read(body)));
    }

    private async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, await configs.FindConfigAsync(request.Caller, request.Route("config"), request.Cancellation));

    private async Task DeleteAsync(ApiRequest request)
    {
        await configs.RemoveConfigAsync(request.Caller, request.Route("config"));
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task AnswerAsync(ApiRequest request, SoftwareConfig config) => request.AnswerAsync(MapValue.Of(("software_config", config.ToValue())));
}
