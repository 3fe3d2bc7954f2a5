namespace Heat.Server.Health;

/// <summary>One of the things that have to be well before requests are of use.</summary>
internal interface IReadinessCheck
{
    /// <summary>What is wrong, in a sentence that anybody may read; null when nothing is.</summary>
    Task<string?> ProblemAsync(CancellationToken cancellation);
}
