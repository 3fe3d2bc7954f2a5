using Heat.Core.SoftwareConfigs;
using Heat.Core.Stacks.Failures;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;
using Heat.Server.Orchestration.Reading;
using Heat.Server.Orchestration.Views;
using DeploymentReports = Heat.Resources.Heat.SoftwareConfigs.DeploymentReports;

namespace Heat.Server.Orchestration.SoftwareConfigs;

/// <summary>Deployments of software configurations to servers.</summary>
internal sealed class SoftwareDeploymentRoutes(SoftwareConfigService configs, DeploymentReports reports, BodyReader bodies) : IApiRoutes
{
    private const int LongestProject = 64;

    public void Map(ApiRoutes api)
    {
        api.Get("/software_deployments", "software_deployments:index", ListAsync);
        api.Post("/software_deployments", "software_deployments:create", CreateAsync);
        api.Get("/software_deployments/metadata/{server}", "software_deployments:metadata", MetadataAsync);
        api.Get("/software_deployments/{deployment}", "software_deployments:show", ShowAsync);
        api.Put("/software_deployments/{deployment}", "software_deployments:update", UpdateAsync);
        api.Delete("/software_deployments/{deployment}", "software_deployments:delete", DeleteAsync);
    }

    private async Task ListAsync(ApiRequest request)
    {
        var server = request.Query.TryGetValue("server_id", out var given) ? given.ToString() : null;
        var listed = await configs.ListDeploymentsAsync(request.Caller, server, request.Cancellation);
        await request.AnswerAsync(MapValue.Of(("software_deployments", ListValue.Create(listed.Select(deployment => (Value)View(deployment))))));
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var body = await bodies.ReadAsync(request.Http);
        if (body.Get("stack_user_project_id").AsText()?.Length > LongestProject)
            throw ApiException.BadRequest($"stack_user_project_id is longer than {LongestProject} characters.");
        var server = body.Get("server_id").AsText() ?? throw ApiException.Malformed();
        var wanted = Changed(new SoftwareDeployment(Guid.Empty, server, ConfigId(body) ?? throw ApiException.Malformed(), body.Get("stack_user_project_id").AsText()), body);
        await AnswerAsync(request, await configs.AddDeploymentAsync(request.Caller, wanted, request.Cancellation));
    }

    private async Task MetadataAsync(ApiRequest request)
    {
        var deployed = await configs.ConfigsOfServerAsync(request.Caller, request.Route("server"), request.Cancellation);
        await request.AnswerAsync(MapValue.Of(("metadata", ListValue.Create(deployed.Select(config => (Value)config.ToValue())))));
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var deployment = await configs.FindDeploymentAsync(request.Caller, request.Route("deployment"), request.Cancellation);
        await AnswerAsync(request, await reports.CollectAsync(request.Caller, deployment, request.Cancellation));
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var body = await bodies.ReadAsync(request.Http);
        var config = ConfigId(body);
        if (config is { } id)
            await configs.FindConfigAsync(request.Caller, id.ToString(), request.Cancellation);
        await AnswerAsync(request, await configs.ChangeDeploymentAsync(
            request.Caller,
            request.Route("deployment"),
            deployment => Changed(deployment with { ConfigId = config ?? deployment.ConfigId }, body),
            request.Cancellation));
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        await configs.RemoveDeploymentAsync(request.Caller, request.Route("deployment"), request.Cancellation);
        request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Guid? ConfigId(MapValue body)
    {
        if (body.Get("config_id").AsText() is not { Length: > 0 } text)
            return null;
        return Guid.TryParse(text, out var id) ? id : throw new RequestException("NotFound", $"Software config with id {text} not found");
    }

    /// <summary>What the body leaves out, or gives without content, stays.</summary>
    private static SoftwareDeployment Changed(SoftwareDeployment deployment, MapValue body) => deployment with
    {
        InputValues = Given(body, "input_values") ?? deployment.InputValues,
        OutputValues = Given(body, "output_values") ?? deployment.OutputValues,
        Action = Given(body, "action")?.AsText() ?? deployment.Action,
        Status = Given(body, "status")?.AsText() ?? deployment.Status,
        StatusReason = Given(body, "status_reason")?.AsText() ?? deployment.StatusReason,
    };

    private static Value? Given(MapValue body, string name) => body.Get(name) switch
    {
        NullValue or TextValue { Text.Length: 0 } or MapValue { Count: 0 } => null,
        var value => value,
    };

    private static Task AnswerAsync(ApiRequest request, SoftwareDeployment deployment) => request.AnswerAsync(MapValue.Of(("software_deployment", View(deployment))));

    private static MapValue View(SoftwareDeployment deployment)
    {
        var view = MapValue.Of(
            ("id", deployment.Id.ToString()),
            ("server_id", deployment.ServerId),
            ("config_id", deployment.ConfigId.ToString()),
            ("input_values", deployment.InputValues),
            ("output_values", deployment.OutputValues),
            ("action", deployment.Action),
            ("status", deployment.Status),
            ("status_reason", deployment.StatusReason),
            ("creation_time", Times.Shown(deployment.CreatedAt)));
        return deployment.UpdatedAt is { } updated ? view.With("updated_time", Times.Shown(updated)) : view;
    }
}
