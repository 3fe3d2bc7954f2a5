using Heat.Core.Security;
using Heat.Core.Security.Policies;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.Orchestration;

/// <summary>Maps routes below <c>/v1/{project}</c>. Every route names the policy rule that guards it; project and rule are checked before its handler runs.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, IPolicies policies)
{
    private readonly List<RouteDescription> _descriptions = [];

    /// <summary>The routes mapped so far.</summary>
    public IReadOnlyList<RouteDescription> Descriptions => _descriptions;

    /// <summary>Maps a route.</summary>
    /// <param name="query">The names that its query may hold.</param>
    public void Get(string path, string rule, Func<ApiRequest, Task> handle, params IReadOnlyList<string> query) => Map("GET", path, rule, handle, query);

    public void Post(string path, string rule, Func<ApiRequest, Task> handle, params IReadOnlyList<string> query) => Map("POST", path, rule, handle, query);

    public void Put(string path, string rule, Func<ApiRequest, Task> handle, params IReadOnlyList<string> query) => Map("PUT", path, rule, handle, query);

    public void Patch(string path, string rule, Func<ApiRequest, Task> handle, params IReadOnlyList<string> query) => Map("PATCH", path, rule, handle, query);

    public void Delete(string path, string rule, Func<ApiRequest, Task> handle, params IReadOnlyList<string> query) => Map("DELETE", path, rule, handle, query);

    private void Map(string method, string path, string rule, Func<ApiRequest, Task> handle, IReadOnlyList<string> query)
    {
        _descriptions.Add(new RouteDescription(method, path, rule, query));
        routes.MapMethods($"/v1/{{project}}{path}", [method], http => HandleAsync(http, rule, handle));
    }

    private Task HandleAsync(HttpContext http, string rule, Func<ApiRequest, Task> handle)
    {
        var caller = http.Features.Get<RequestContext>() ?? throw new InvalidOperationException("The request passed no authentication.");
        var request = new ApiRequest(http, caller with { IsAdministrator = policies.Current.Allows("context_is_admin", caller) }, policies);
        if (!request.IsWithinReach)
            throw ApiException.Forbidden();
        request.Demand(rule);
        return handle(request);
    }
}
