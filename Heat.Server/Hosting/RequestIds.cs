using System.Diagnostics;
using System.Text.RegularExpressions;
using Heat.Core.Telemetry;

namespace Heat.Server.Hosting;

/// <summary>
/// Gives every request an id, by which its answer, its log lines and the calls that it makes can be told together. A caller who has an id for all of its own work says so in the same header.
/// </summary>
internal sealed partial class RequestIds(RequestDelegate next, ILogger<RequestIds> logger)
{
    private const string Header = "X-Openstack-Request-Id";

    public async Task InvokeAsync(HttpContext http)
    {
        var id = $"req-{Guid.NewGuid()}";
        var given = http.Request.Headers[Header].ToString();
        http.TraceIdentifier = id;
        Activity.Current?.SetTag(HeatTelemetry.RequestIdTag, id);
        http.Response.Headers[Header] = id;
        using (logger.BeginRequest(id, Id().IsMatch(given) ? given : null))
            await next(http);
        Name(Activity.Current, http);
    }

    /// <summary>What a trace calls the request: its route, which says more than the path and doesn't name things of people.</summary>
    private static void Name(Activity? activity, HttpContext http)
    {
        if (activity is not { IsAllDataRequested: true })
            return;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
        activity.SetTag("http.request.method", http.Request.Method).SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode);
    }

    [GeneratedRegex(@"\Areq-[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z")]
    private static partial Regex Id();
}
