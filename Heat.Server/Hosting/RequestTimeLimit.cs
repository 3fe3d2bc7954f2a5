namespace Heat.Server.Hosting;

/// <summary>Gives up requests that take too long, as if the client had gone away.</summary>
internal sealed class RequestTimeLimit(RequestDelegate next, ServerOptions options, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (RateLimits.IsStream(http))
        {
            await next(http);
            return;
        }

        var gone = http.RequestAborted;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.RequestTimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, limit.Token);
        http.RequestAborted = either.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            throw new OverloadException(StatusCodes.Status503ServiceUnavailable, $"The request took longer than {options.RequestTimeoutSeconds} seconds.", TimeSpan.FromSeconds(1));
        }
        finally
        {
            http.RequestAborted = gone;
        }
    }
}
