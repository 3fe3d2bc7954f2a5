namespace Heat.Server.Telemetry;

/// <summary>What the sending of metrics and traces logs: events 700 to 799.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(700, LogLevel.Warning, "The collector at {Endpoint} doesn't take metrics and traces: {Reason}")]
    public static partial void CollectorSilent(this ILogger logger, string endpoint, string reason);
}
