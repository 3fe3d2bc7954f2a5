namespace Heat.Server.Authentication;

internal static partial class PolicyLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The policy rules in {File} are in force")]
    public static partial void PoliciesRead(this ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The policy rules in {File} can't be used, those from before stay in force: {Reason}")]
    public static partial void PoliciesLeft(this ILogger logger, string file, string reason);
}
