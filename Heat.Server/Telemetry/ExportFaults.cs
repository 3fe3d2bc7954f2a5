using System.Diagnostics.Tracing;

namespace Heat.Server.Telemetry;

/// <summary>Tells once that the collector doesn't take what it is sent: the library says so to tools for diagnosis alone.</summary>
internal sealed class ExportFaults(TelemetryOptions options, ILogger<ExportFaults> logger) : EventListener
{
    private const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private bool _isTold;

    /// <summary>Begins to listen. The base class can't wait for that: it calls <see cref="OnEventSourceCreated"/> before there is a logger.</summary>
    public void Listen()
    {
        foreach (var source in EventSource.GetSources())
            OnEventSourceCreated(source);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source && logger is not null)
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
