namespace Heat.Server.CloudFormation;

/// <summary>What the CloudFormation API logs: events 400 to 499.</summary>
internal static partial class CloudFormationLog
{
    [LoggerMessage(400, LogLevel.Error, "{Method} {Path} met a fault that nobody foresaw.")]
    public static partial void UnforeseenFault(this ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(401, LogLevel.Warning, "A signal to resource {Resource} of stack {Stack} came to nothing: {Reason}")]
    public static partial void SignalFailed(this ILogger logger, string resource, Guid stack, string reason);
}
