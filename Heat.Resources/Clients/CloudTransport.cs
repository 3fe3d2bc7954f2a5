using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Heat.Core.Resources;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Heat.Resources.Clients;

/// <summary>
/// Sends calls to the cloud: a bounded number at once for each service, each with a time limit, and again when that is safe and promising.
/// A call that changes something is repeated only when the service can't have begun with it.
/// </summary>
internal sealed class CloudTransport
{
    public const string ClientName = "cloud";
    public const string ForeignClientName = "web";
    private const int CallsAtOncePerGate = 64;
    private static readonly ResiliencePropertyKey<CloudRequest> s_request = new("request");

    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<CloudResponse> _pipeline;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    public CloudTransport(IHttpClientFactory clients, TimeProvider time, IOptions<CloudCallOptions> options)
    {
        (_clients, _time) = (clients, time);
        var settings = options.Value;
        _pipeline = new ResiliencePipelineBuilder<CloudResponse> { TimeProvider = time }
            .AddTimeout(TimeSpan.FromSeconds(settings.TotalTimeoutSeconds))
            .AddRetry(new RetryStrategyOptions<CloudResponse>
            {
                MaxRetryAttempts = Math.Max(1, settings.Retries),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(settings.RetryPauseMilliseconds),
                MaxDelay = TimeSpan.FromSeconds(10),
                ShouldHandle = arguments => ValueTask.FromResult(settings.Retries > 0 && IsWorthRepeating(arguments)),
                OnRetry = arguments =>
                {
                    CallObservation.NoteRetry(arguments.Context.Properties.GetValue(s_request, null!));
                    return ValueTask.CompletedTask;
                },
                DelayGenerator = arguments => ValueTask.FromResult(AskedDelay(arguments.Outcome.Result, TimeSpan.FromSeconds(settings.LongestRetryAfterSeconds))),
            })
            .AddTimeout(TimeSpan.FromSeconds(settings.CallTimeoutSeconds))
            .Build();
    }

    /// <summary>The answer, whatever its status.</summary>
    /// <exception cref="CloudException">There was no answer.</exception>
    public async Task<CloudResponse> SendAsync(CloudRequest request, CancellationToken cancellation)
    {
        var gate = _gates.GetOrAdd(request.Gate, _ => new SemaphoreSlim(CallsAtOncePerGate));
        await gate.WaitAsync(cancellation);
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(s_request, request);
        try
        {
            return await _pipeline.ExecuteAsync(static (context, self) => self.SendOnceAsync(context), context, this);
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable(request, failure);
        }
        catch (IOException failure)
        {
            throw Unreachable("ConnectFailure", $"The connection to {request.Address} broke off: {failure.Message}", failure);
        }
        catch (TimeoutRejectedException failure)
        {
            throw Unreachable("ConnectTimeout", $"Request to {request.Address} timed out", failure);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            gate.Release();
        }
    }

    /// <summary>The answer to a call that isn't worth a second try.</summary>
    /// <exception cref="CloudException">There was no answer.</exception>
    public async Task<CloudResponse> SendOnceAsync(CloudRequest request, CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(request, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable(request, failure);
        }
    }

    private ValueTask<CloudResponse> SendOnceAsync(ResilienceContext context) => CallAsync(context.Properties.GetValue(s_request, null!), context.CancellationToken);

    private async ValueTask<CloudResponse> CallAsync(CloudRequest request, CancellationToken cancellation)
    {
        using var observed = new CallObservation(request, _time);
        using var message = request.ToMessage();
        observed.Mark(message);
        using var client = _clients.CreateClient(request.LeavesCloud ? ForeignClientName : ClientName);
        using var answer = await AnswerAsync(client, message, cancellation);
        observed.Status = answer.StatusCode;
        if (request.MaximumBytes is { } most)
            await answer.Content.LoadIntoBufferAsync(most, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return new CloudResponse(answer.StatusCode, body, answer.Content.Headers.ContentType?.MediaType ?? "")
        {
            RequestId = Header(answer, "x-openstack-request-id") ?? Header(answer, "x-compute-request-id"),
            SubjectToken = Header(answer, "X-Subject-Token"),
            Headers = answer.Headers,
            RetryAfter = answer.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - _time.GetUtcNow() : null,
        };
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient client, HttpRequestMessage message, CancellationToken cancellation)
    {
        try
        {
            return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (SocketException failure)
        {
            // Told bare when the other side is gone as soon as it is connected; nothing was sent then.
            throw new HttpRequestException(HttpRequestError.ConnectionError, failure.Message, failure);
        }
    }

    private static bool IsWorthRepeating(RetryPredicateArguments<CloudResponse> arguments)
    {
        var request = arguments.Context.Properties.GetValue(s_request, null!);
        var isHarmless = request.MayBeRepeated;
        return arguments.Outcome switch
        {
            { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
            { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } } => true,
            { Exception: HttpRequestException or TimeoutRejectedException or IOException } => isHarmless,
            { Result: { Status: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, RetryAfter: not null } } => true,
            { Result.Status: HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } => isHarmless,
            _ => false,
        };
    }

    private static TimeSpan? AskedDelay(CloudResponse? response, TimeSpan longest) =>
        response?.RetryAfter is not { } asked ? null : asked < TimeSpan.Zero ? TimeSpan.Zero : asked < longest ? asked : longest;

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static CloudException Unreachable(CloudRequest request, HttpRequestException failure)
    {
        // What is wrong with a certificate stands in the cause alone.
        var reason = failure is { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } cause } ? cause.Message : failure.Message;
        return Unreachable("ConnectFailure", $"Unable to establish connection to {request.Address}: {reason}", failure);
    }

    private static CloudException Unreachable(string kind, string message, Exception cause) => new(kind, message, null, FailureNature.Unavailable, cause);
}
