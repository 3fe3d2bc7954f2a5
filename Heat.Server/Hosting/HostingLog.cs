namespace Heat.Server.Hosting;

/// <summary>What the process itself logs: events 500 to 599.</summary>
internal static partial class HostingLog
{
    private static readonly Func<ILogger, string, IDisposable?> s_request = LoggerMessage.DefineScope<string>("request {RequestId}");
    private static readonly Func<ILogger, string, string, IDisposable?> s_globalRequest = LoggerMessage.DefineScope<string, string>("request {RequestId} of {GlobalRequestId}");

    private static readonly Func<ILogger, string, IDisposable?> s_project = LoggerMessage.DefineScope<string>("project {ProjectId}");

    [LoggerMessage(500, LogLevel.Information, "The certificate in {File} is used from now on; it is valid until {End}")]
    public static partial void CertificateRead(this ILogger logger, string file, DateTime end);

    [LoggerMessage(501, LogLevel.Error, "The certificate in {File} can't be used, the one from before stays: {Reason}")]
    public static partial void CertificateLeft(this ILogger logger, string file, string reason);

    [LoggerMessage(502, LogLevel.Information, "Asked to end by {Signal}; requests are still taken for {Seconds} seconds.")]
    public static partial void Ending(this ILogger logger, System.Runtime.InteropServices.PosixSignal signal, double seconds);

    [LoggerMessage(503, LogLevel.Warning, "Not everything came to a stop in time. Operations will be taken up again.")]
    public static partial void BrokenOff(this ILogger logger);

    /// <summary>What is logged until the end of the scope belongs to a request.</summary>
    /// <param name="globalRequest">The id by which the caller knows all of its own work; null when it told none.</param>
    public static IDisposable? BeginRequest(this ILogger logger, string request, string? globalRequest) => globalRequest is null ? s_request(logger, request) : s_globalRequest(logger, request, globalRequest);

    public static IDisposable? BeginProject(this ILogger logger, string project) => s_project(logger, project);
}
