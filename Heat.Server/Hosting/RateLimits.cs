using System.Threading.RateLimiting;
using Heat.Core.Security;
using Microsoft.AspNetCore.RateLimiting;

namespace Heat.Server.Hosting;

/// <summary>Refuses what is too much, as the settings say. Whoever answers for an API words the refusal.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan s_pauseAfterOverload = TimeSpan.FromSeconds(1);

    /// <summary>Bounds how many requests are served at once, and for how long each. To stand before anything that costs.</summary>
    public static IApplicationBuilder UseOverloadProtection(this IApplicationBuilder app)
    {
        var (rates, server) = (app.ApplicationServices.GetRequiredService<RateOptions>(), app.ApplicationServices.GetRequiredService<ServerOptions>());
        if (rates.ConcurrentRequests > 0)
            app.UseRateLimiter(new RateLimiterOptions
            {
                GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(http => IsStream(http)
                    ? RateLimitPartition.GetNoLimiter(true)
                    : RateLimitPartition.GetConcurrencyLimiter(false, _ => new ConcurrencyLimiterOptions { PermitLimit = rates.ConcurrentRequests })),
                OnRejected = (_, _) => throw new OverloadException(StatusCodes.Status503ServiceUnavailable, "The server is busy with other requests.", s_pauseAfterOverload),
            });
        if (server.RequestTimeoutSeconds > 0)
            app.UseMiddleware<RequestTimeLimit>();
        return app;
    }

    /// <summary>Bounds how often a project may ask. To stand behind whatever tells whose request it is.</summary>
    public static IApplicationBuilder UseProjectRates(this IApplicationBuilder app)
    {
        var rates = app.ApplicationServices.GetRequiredService<RateOptions>();
        if (rates.RequestsPerMinute == 0)
            return app;
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = rates.Burst > 0 ? rates.Burst : rates.RequestsPerMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / rates.RequestsPerMinute,
        };
        return app.UseRateLimiter(new RateLimiterOptions
        {
            GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => http.Features.Get<RequestContext>() is { } caller
                ? RateLimitPartition.GetTokenBucketLimiter(caller.ProjectId, _ => bucket)
                : RateLimitPartition.GetNoLimiter("")),
            OnRejected = (rejected, _) => throw new OverloadException(
                StatusCodes.Status429TooManyRequests,
                $"Only {rates.RequestsPerMinute} requests of a project are served in a minute.",
                rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause : bucket.ReplenishmentPeriod),
        });
    }

    /// <summary>True for requests whose answer goes on for as long as somebody listens.</summary>
    public static bool IsStream(HttpContext http) => http.Request.Query.ContainsKey("follow");
}
