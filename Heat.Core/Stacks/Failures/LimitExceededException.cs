namespace Heat.Core.Stacks.Failures;

/// <summary>A request goes beyond a configured limit.</summary>
public sealed class LimitExceededException(string message) : RequestException("RequestLimitExceeded", message);
