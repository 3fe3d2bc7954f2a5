using Heat.Core.Security;
using Heat.Core.Stacks.Failures;
using Heat.Server.Authentication;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.Orchestration;

/// <summary>Maps routes below <c>/v1/{project}</c>. Every route names the policy rule that guards it; project and rule are checked before its handler runs.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, PolicyRules policy)
{
    public void Get(string path, string rule, Func<ApiRequest, Task> handle) => Map("GET", path, rule, handle);

    public void Post(string path, string rule, Func<ApiRequest, Task> handle) => Map("POST", path, rule, handle);

    public void Put(string path, string rule, Func<ApiRequest, Task> handle) => Map("PUT", path, rule, handle);

    public void Patch(string path, string rule, Func<ApiRequest, Task> handle) => Map("PATCH", path, rule, handle);

    public void Delete(string path, string rule, Func<ApiRequest, Task> handle) => Map("DELETE", path, rule, handle);

    private void Map(string method, string path, string rule, Func<ApiRequest, Task> handle) =>
        routes.MapMethods($"/v1/{{project}}{path}", [method], http => HandleAsync(http, rule, handle));

    private Task HandleAsync(HttpContext http, string rule, Func<ApiRequest, Task> handle)
    {
        var caller = http.Features.Get<RequestContext>() ?? throw new InvalidOperationException("The request passed no authentication.");
        var project = http.Request.RouteValues["project"] as string;
        if (project != caller.ProjectId)
            throw ApiException.Forbidden();
        if (!policy.Allows(rule, caller))
            throw rule.StartsWith("service:", StringComparison.Ordinal) ? new RequestException("Forbidden", $"You are not authorized to use {rule}.") : ApiException.Forbidden();
        return handle(new ApiRequest(http, caller));
    }
}
