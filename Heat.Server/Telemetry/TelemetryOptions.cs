using Heat.Server.Hosting;

namespace Heat.Server.Telemetry;

/// <summary>Where metrics and traces go (section <c>Heat:Telemetry</c>). Without an address nothing is collected.</summary>
internal sealed record TelemetryOptions : ICheckedOptions
{
    public const string Section = "Heat:Telemetry";

    /// <value>The address of a collector that takes OTLP over HTTP, such as <c>http://127.0.0.1:4318</c>. Default: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</value>
    public string? Endpoint { get; init; } = Variable("OTEL_EXPORTER_OTLP_ENDPOINT");

    /// <value>Headers for the collector, as <c>name=value</c> with commas between them. Default: <c>OTEL_EXPORTER_OTLP_HEADERS</c>.</value>
    public string? Headers { get; init; } = Variable("OTEL_EXPORTER_OTLP_HEADERS");

    /// <value>What this server is called there. Default: <c>OTEL_SERVICE_NAME</c>, or <c>heat</c>.</value>
    public string ServiceName { get; init; } = Variable("OTEL_SERVICE_NAME") ?? "heat";

    /// <value>How often metrics are sent, in seconds. Default: 60.</value>
    public double MetricsIntervalSeconds { get; init; } = 60;

    /// <value>How often traces are sent, in seconds. Default: 5.</value>
    public double TracesIntervalSeconds { get; init; } = 5;

    /// <value>Which part of the requests that come without a trace of their own is traced, from 0 to 1. Default: 1.</value>
    public double TracedPart { get; init; } = 1;

    public bool IsOn => !string.IsNullOrEmpty(Endpoint);

    public IEnumerable<string> Problems()
    {
        if (IsOn && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return $"{Section}:{nameof(Endpoint)}: \"{Endpoint}\" is no address such as http://127.0.0.1:4318.";
        if (IsOn && Variable("OTEL_EXPORTER_OTLP_PROTOCOL") is { } protocol && !protocol.StartsWith("http/", StringComparison.Ordinal))
            yield return $"OTEL_EXPORTER_OTLP_PROTOCOL is {protocol}; this server sends OTLP over HTTP alone.";
        foreach (var (name, seconds) in ((string, double)[])[(nameof(MetricsIntervalSeconds), MetricsIntervalSeconds), (nameof(TracesIntervalSeconds), TracesIntervalSeconds)])
            if (seconds is not (>= 0.05 and <= 86400))
                yield return $"{Section}:{name} is to be 0.05 to 86400 seconds.";
        if (TracedPart is not (>= 0 and <= 1))
            yield return $"{Section}:{nameof(TracedPart)} is to be 0 to 1.";
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
