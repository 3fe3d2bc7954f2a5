namespace Heat.Server.Hosting;

/// <summary>How the process ends when it is asked to (section <c>Heat:Shutdown</c>).</summary>
internal sealed record ShutdownOptions : ICheckedOptions
{
    public const string Section = "Heat:Shutdown";

    /// <value>How long requests are still taken while <c>/healthcheck/ready</c> says already that they had better go elsewhere, in seconds. Default: 0.</value>
    public double DrainSeconds { get; init; }

    /// <value>How long requests and steps that are under way may take after that, in seconds. Default: 30.</value>
    public double TimeoutSeconds { get; init; } = 30;

    public IEnumerable<string> Problems()
    {
        if (DrainSeconds is not (>= 0 and <= 3600))
            yield return $"{Section}:{nameof(DrainSeconds)} is to be 0 to 3600 seconds.";
        if (TimeoutSeconds is not (> 0 and <= 3600))
            yield return $"{Section}:{nameof(TimeoutSeconds)} is to be more than 0 and at most 3600 seconds.";
    }
}
