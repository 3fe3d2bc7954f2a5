using System.Collections.Concurrent;
using System.Net;

namespace Heat.Tests.Faults;

/// <summary>Stands between the engine and the cloud and lets some calls go wrong, in all the ways in which calls do.</summary>
/// <param name="part">How many of the calls go wrong.</param>
internal sealed class FaultyCloud(int seed, double part)
{
    private static readonly Fault[] s_faults = Enum.GetValues<Fault>();

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    private enum Fault
    {
        /// <summary>429, with the advice to come again at once.</summary>
        TooMany,

        /// <summary>503: the call never got to the service.</summary>
        Unavailable,

        /// <summary>500: nothing was done.</summary>
        Broken,

        /// <summary>500: it was done all the same.</summary>
        BrokenAfterwards,

        /// <summary>No connection.</summary>
        Refused,

        /// <summary>It was done, but the connection went before the answer came.</summary>
        Reset,

        /// <summary>No answer in time, and nothing was done.</summary>
        Silent,

        /// <summary>The token isn't good any more.</summary>
        Expired,
    }

    /// <summary>What went wrong so far, by kind.</summary>
    public ConcurrentDictionary<string, int> Happened { get; } = new();

    public DelegatingHandler NewHandler() => new Handler(this);

    private Fault? Next(HttpRequestMessage request)
    {
        Fault fault;
        lock (_gate)
        {
            if (_random.NextDouble() >= part)
                return null;
            fault = s_faults[_random.Next(s_faults.Length)];
        }

        // Only services refuse tokens; the identity service judges them.
        if (fault == Fault.Expired && request.RequestUri!.AbsolutePath.StartsWith("/identity", StringComparison.Ordinal))
            return null;
        Happened.AddOrUpdate(fault.ToString(), 1, (_, count) => count + 1);
        return fault;
    }

    private sealed class Handler(FaultyCloud cloud) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            switch (cloud.Next(request))
            {
                case Fault.TooMany:
                    var busy = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
                    busy.Headers.RetryAfter = new(TimeSpan.Zero);
                    return busy;
                case Fault.Unavailable:
                    return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
                case Fault.Broken:
                    return Failed();
                case Fault.BrokenAfterwards:
                    (await base.SendAsync(request, cancellationToken)).Dispose();
                    return Failed();
                case Fault.Refused:
                    throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
                case Fault.Reset:
                    (await base.SendAsync(request, cancellationToken)).Dispose();
                    throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
                case Fault.Silent:
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    throw new InvalidOperationException("Nobody waits for ever.");
                case Fault.Expired:
                    return new HttpResponseMessage(HttpStatusCode.Unauthorized);
                default:
                    return await base.SendAsync(request, cancellationToken);
            }
        }

        private static HttpResponseMessage Failed() =>
            new(HttpStatusCode.InternalServerError) { Content = new StringContent("""{"computeFault": {"message": "Unexpected API Error.", "code": 500}}""", null, "application/json") };
    }
}
