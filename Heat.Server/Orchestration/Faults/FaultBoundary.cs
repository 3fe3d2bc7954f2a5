using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Heat.Server.Hosting;

namespace Heat.Server.Orchestration.Faults;

/// <summary>Where requests of an API end that were stopped by something: it is answered as the API's clients know it.</summary>
internal abstract class FaultBoundary(RequestDelegate next, ILogger logger)
{
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The last resort: what nobody foresaw is logged and answered with 500.")]
    public virtual async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            if (failure is OverloadException overload)
                http.Response.Headers.RetryAfter = ((int)Math.Ceiling(overload.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await AnswerAsync(http, failure);
        }
    }

    protected abstract Task AnswerAsync(HttpContext http, Exception failure);

    protected void LogUnforeseen(HttpContext http, Exception failure) => logger.UnforeseenFault(http.Request.Method, http.Request.Path, failure);
}
