namespace Heat.Server.Health;

/// <summary>What the looks at the server's health log: events 600 to 699.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(600, LogLevel.Warning, "The check {Check} came to nothing.")]
    public static partial void CheckFailed(this ILogger logger, string check, Exception exception);
}
