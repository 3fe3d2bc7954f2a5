using Heat.Core.Values;
using Heat.Server.Orchestration;

namespace Heat.Server.Health;

/// <summary>
/// What load balancers and supervisors ask, without a token: <c>/healthcheck</c> as the reference answers it, <c>/healthcheck/live</c> (the process works) and <c>/healthcheck/ready</c> (requests are of use, or why not).
/// </summary>
internal sealed class HealthDoor(RequestDelegate next, Readiness readiness)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/healthcheck", out var what) || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            await next(http);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        switch (what.Value?.TrimEnd('/'))
        {
            case null or "":
                await AnswerAsync(http, readiness.IsEnding ? ["SHUTTING DOWN"] : []);
                break;
            case "/live":
                await AnswerAsync(http, []);
                break;
            case "/ready":
                await AnswerAsync(http, await readiness.ProblemsAsync(http.RequestAborted));
                break;
            default:
                await VersionNegotiation.NotFoundAsync(http);
                break;
        }
    }

    private static Task AnswerAsync(HttpContext http, IReadOnlyList<string> problems)
    {
        var status = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var reasons = problems.Count == 0 ? ["OK"] : problems;
        return Answers.WantsJson(http)
            ? Answers.WriteAsync(http, status, MapValue.Of(("detailed", false), ("reasons", ListValue.Create(reasons.Select(reason => (Value)reason)))))
            : Answers.WriteTextAsync(http, status, string.Join('\n', reasons));
    }
}
