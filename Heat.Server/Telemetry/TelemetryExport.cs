using Heat.Core.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Heat.Server.Telemetry;

/// <summary>Sends metrics and traces to a collector now and then, and the rest at the end: of this program's own work, the requests to it, and the runtime.</summary>
internal sealed class TelemetryExport : IHostedService, IDisposable
{
    private const int PatienceMilliseconds = 10_000;
    private static readonly string[] s_meters = [HeatTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];
    private static readonly string[] s_sources = [HeatTelemetry.Name, "Microsoft.AspNetCore"];

    /// <summary>From quick calls to operations of half an hour, in seconds.</summary>
    private static readonly double[] s_durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

    private readonly TelemetryOptions _options;
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    /// <summary>Begins to collect at once, so that nothing is missed of the others' start.</summary>
    public TelemetryExport(TelemetryOptions options, ExportFaults faults)
    {
        _options = options;
        var resource = ResourceBuilder.CreateDefault()
            .AddService(options.ServiceName, serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3), serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}")
            .AddAttributes([new("host.name", Environment.MachineName)]);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(s_sources)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracedPart)))
            .AddOtlpExporter(exporter =>
            {
                Address(exporter, "traces");
                exporter.BatchExportProcessorOptions.ScheduledDelayMilliseconds = Milliseconds(options.TracesIntervalSeconds);
            })
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(s_meters)
            .AddView(instrument => instrument.Unit == "s" ? new ExplicitBucketHistogramConfiguration { Boundaries = s_durations } : null)
            .AddOtlpExporter((exporter, reader) =>
            {
                Address(exporter, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Milliseconds(options.MetricsIntervalSeconds);
            })
            .Build();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _traces.Shutdown(PatienceMilliseconds), CancellationToken.None),
        Task.Run(() => _metrics.Shutdown(PatienceMilliseconds), CancellationToken.None)).WaitAsync(cancellationToken);

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private void Address(OtlpExporterOptions exporter, string what)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{_options.Endpoint!.TrimEnd('/')}/v1/{what}");
        exporter.Headers = _options.Headers;
        exporter.TimeoutMilliseconds = PatienceMilliseconds;
    }

    private static int Milliseconds(double seconds) => (int)(seconds * 1000);
}
