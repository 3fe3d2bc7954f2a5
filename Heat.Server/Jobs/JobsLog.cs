namespace Heat.Server.Jobs;

/// <summary>What the carrying of operations logs: events 300 to 399.</summary>
internal static partial class JobsLog
{
    [LoggerMessage(301, LogLevel.Warning, "{Work} failed. It is tried again.")]
    public static partial void RepeatedWorkFailed(this ILogger logger, string work, Exception exception);

    [LoggerMessage(300, LogLevel.Error, "Operation {Operation} broke off. It will be taken up again.")]
    public static partial void CarryingFailed(this ILogger logger, Guid operation, Exception exception);

    [LoggerMessage(301, LogLevel.Error, "Events could not be brought to their queues. They will be tried again.")]
    public static partial void MessengerFailed(this ILogger logger, Exception exception);
}
