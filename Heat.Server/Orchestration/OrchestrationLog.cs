namespace Heat.Server.Orchestration;

/// <summary>What the orchestration API logs: events 200 to 299.</summary>
internal static partial class OrchestrationLog
{
    [LoggerMessage(200, LogLevel.Error, "{Method} {Path} met a fault that nobody foresaw.")]
    public static partial void UnforeseenFault(this ILogger logger, string method, string path, Exception exception);
}
