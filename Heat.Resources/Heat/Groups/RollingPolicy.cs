namespace Heat.Resources.Heat.Groups;

/// <summary>How the members of a group get a new definition little by little.</summary>
/// <param name="Pause">Seconds between two batches.</param>
internal sealed record RollingPolicy(int BatchSize, int MinimumInService, double Pause);
