namespace Heat.Core.Engine;

/// <summary>Bounds of the engine's work (section <c>Heat:Engine</c>).</summary>
public sealed record EngineOptions
{
    public const string Section = "Heat:Engine";

    /// <value>How many steps of one operation may talk to the cloud at the same time. Default: 64.</value>
    public int ConcurrentSteps { get; init; } = 64;

    /// <value>The first pause between two questions whether a step is done, in milliseconds. Each further one is longer. Default: 20.</value>
    public int FirstPollMilliseconds { get; init; } = 20;

    /// <value>The longest such pause, in milliseconds. Default: 2000.</value>
    public int LongestPollMilliseconds { get; init; } = 2000;

    /// <value>
    /// For how long a sign of life of a process counts where several share a database, in seconds. When one is silent for one and a half times as long, the others take its operations over.
    /// Default: 10.
    /// </value>
    public double LeaseSeconds { get; init; } = 10;

    /// <value>How often a resource whose object went into error, or met a conflict, is tried again. Default: 5, as <c>action_retry_limit</c>.</value>
    public int RetryLimit { get; init; } = 5;

    /// <value>The base of the growing pause before such a new try, in seconds. Default: 1.</value>
    public double RetryPauseSeconds { get; init; } = 1;
}
