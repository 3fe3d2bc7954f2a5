namespace Heat.Server.Orchestration;

/// <summary>What the doors to orchestration log: events 200 to 299.</summary>
internal static partial class OrchestrationLog
{
    [LoggerMessage(200, LogLevel.Error, "{Method} {Path} met a fault that nobody foresaw.")]
    public static partial void UnforeseenFault(this ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(201, LogLevel.Warning, "A signal to resource {Resource} of stack {Stack} came to nothing: {Reason}")]
    public static partial void SignalFailed(this ILogger logger, string resource, Guid stack, string reason);
}
