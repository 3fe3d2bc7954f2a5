using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Heat.Core.Telemetry;

namespace Heat.Resources.Clients;

/// <summary>Tells those who listen of one try of a call to the cloud. While it lasts, the call carries its place in the trace.</summary>
internal sealed class CallObservation(CloudRequest request, TimeProvider time) : IDisposable
{
    private static readonly Histogram<double> s_durations = HeatTelemetry.Meter.CreateHistogram<double>("heat.cloud.call.duration", "s", "Calls to the cloud, by service, method and status.");
    private static readonly Counter<long> s_retries = HeatTelemetry.Meter.CreateCounter<long>("heat.cloud.retries", "{call}", "Calls to the cloud that were made again, by service.");

    private readonly long _start = time.GetTimestamp();
    private readonly Activity? _activity = HeatTelemetry.Activities.StartActivity($"{request.Method} {request.Gate}", ActivityKind.Client)?
        .SetTag("http.request.method", request.Method.Method)
        .SetTag("server.address", request.Address.Host)
        .SetTag("url.path", request.LeavesCloud ? null : request.Address.AbsolutePath);

    /// <summary>The status of the answer; null when there was none.</summary>
    public HttpStatusCode? Status { private get; set; }

    /// <summary>Has the cloud's services, and nobody else, know which request and which place in a trace a call belongs to.</summary>
    public void Mark(HttpRequestMessage message)
    {
        if (request.LeavesCloud)
            return;
        if (HeatTelemetry.CurrentRequestId is { } id)
            message.Headers.TryAddWithoutValidation("X-OpenStack-Request-ID", id);
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } place)
            return;
        message.Headers.TryAddWithoutValidation("traceparent", place.Id);
        if (place.TraceStateString is { Length: > 0 } state)
            message.Headers.TryAddWithoutValidation("tracestate", state);
    }

    public static void NoteRetry(CloudRequest request) => s_retries.Add(1, new KeyValuePair<string, object?>("service", request.Gate));

    public void Dispose()
    {
        s_durations.Record(
            time.GetElapsedTime(_start).TotalSeconds,
            new KeyValuePair<string, object?>("service", request.Gate),
            new KeyValuePair<string, object?>("method", request.Method.Method),
            new KeyValuePair<string, object?>("status", Status is { } status ? (int)status : 0));
        _activity?.SetTag("http.response.status_code", (int?)Status);
        if (Status is null or >= HttpStatusCode.BadRequest)
            _activity?.SetStatus(ActivityStatusCode.Error);
        _activity?.Dispose();
    }
}
