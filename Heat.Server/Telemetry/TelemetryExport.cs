using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Heat.Server.Telemetry;

/// <summary>Sends what was collected now and then, and the rest at the end. A collector that isn't there costs nothing but what it would have been told.</summary>
internal sealed class TelemetryExport(TelemetryOptions options, MetricCollector metrics, TraceCollector traces, TimeProvider time, ILogger<TelemetryExport> logger) : BackgroundService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new() { Timeout = s_patience };
    private readonly JsonObject _resource = new()
    {
        ["attributes"] = OtlpJson.Attributes(
        [
            new("service.name", options.ServiceName),
            new("service.version", typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)),
            new("service.instance.id", $"{Environment.MachineName}/{Environment.ProcessId}"),
            new("host.name", Environment.MachineName),
        ]),
    };

    private bool _isHeard = true;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SendTracesAsync(cancellationToken);
        await SendMetricsAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(TimeSpan.FromSeconds(options.TracesIntervalSeconds), SendTracesAsync, stoppingToken),
        RepeatAsync(TimeSpan.FromSeconds(options.MetricsIntervalSeconds), SendMetricsAsync, stoppingToken));

    private async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, Task> send, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                await send(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The rest is sent at the end.
        }
    }

    private async Task SendTracesAsync(CancellationToken cancellation)
    {
        while (traces.Take() is { } spans)
            await SendAsync("traces", new JsonObject { ["resourceSpans"] = new JsonArray(new JsonObject { ["resource"] = _resource.DeepClone(), ["scopeSpans"] = spans }) }, cancellation);
    }

    private Task SendMetricsAsync(CancellationToken cancellation) =>
        SendAsync("metrics", new JsonObject { ["resourceMetrics"] = new JsonArray(new JsonObject { ["resource"] = _resource.DeepClone(), ["scopeMetrics"] = metrics.Collect() }) }, cancellation);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Nothing that is wrong with a collector may become wrong with the server.")]
    private async Task SendAsync(string what, JsonObject document, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Endpoint!.TrimEnd('/')}/v1/{what}")
            {
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(document.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
            foreach (var header in (options.Headers ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(header => header.Split('=', 2)).Where(header => header.Length == 2))
                request.Headers.TryAddWithoutValidation(header[0], Uri.UnescapeDataString(header[1]));
            using var answer = await _http.SendAsync(request, cancellation);
            answer.EnsureSuccessStatusCode();
            _isHeard = true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Told once, not every few seconds.
            if (_isHeard)
                logger.CollectorSilent(options.Endpoint!, failure.Message);
            _isHeard = false;
        }
    }
}
