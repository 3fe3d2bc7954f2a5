namespace Heat.Core.Diagnostics;

/// <summary>How much a <see cref="Problem"/> matters: an error stops, a warning only informs.</summary>
public enum Severity
{
    Warning,
    Error,
}
