using System.ComponentModel.DataAnnotations;

namespace Heat.Resources.Clients;

/// <summary>Bounds of single calls to the cloud (section <c>Heat:Cloud</c>).</summary>
public sealed record CloudCallOptions
{
    public const string Section = "Heat:Cloud";

    /// <value>How long one call may take before it is given up, in seconds. Default: 60.</value>
    [Range(0.1, 3600)]
    public double CallTimeoutSeconds { get; init; } = 60;
}
