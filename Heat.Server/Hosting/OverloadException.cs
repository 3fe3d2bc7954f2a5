namespace Heat.Server.Hosting;

/// <summary>A request isn't served now, but may be later.</summary>
/// <param name="status">429 when this caller asks too much, 503 when all together do.</param>
/// <param name="retryAfter">When it is worth to ask again.</param>
internal sealed class OverloadException(int status, string message, TimeSpan retryAfter) : Exception(message)
{
    public int Status { get; } = status;

    public TimeSpan RetryAfter { get; } = retryAfter;
}
