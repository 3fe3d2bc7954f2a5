using System.Diagnostics.Tracing;

namespace Heat.Server.Telemetry;

/// <summary>Tells once that the collector doesn't take what it is sent: the library says so to tools for diagnosis alone.</summary>
internal sealed class ExportFaults(TelemetryOptions options, ILogger<ExportFaults> logger) : EventListener
{
    private const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private bool _isTold;

    // Also called from the base class's constructor; what the primary constructor was given is there by then.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
            EnableEvents(eventSource, EventLevel.Error);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Interlocked.Exchange(ref _isTold, true))
            return;
        var reason = eventData.Payload?.OfType<string>().Select(text => text.Split('\n')[0].TrimEnd()).LastOrDefault() ?? eventData.EventName ?? "";
        logger.CollectorSilent(options.Endpoint!, reason);
    }
}
