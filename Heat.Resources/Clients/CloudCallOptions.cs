using System.ComponentModel.DataAnnotations;

namespace Heat.Resources.Clients;

/// <summary>How calls to the cloud are made (section <c>Heat:Cloud</c>).</summary>
public sealed record CloudCallOptions
{
    public const string Section = "Heat:Cloud";

    /// <value>How long one call may take before it is given up, in seconds. Default: 60.</value>
    [Range(0.1, 3600)]
    public double CallTimeoutSeconds { get; init; } = 60;

    /// <value>A file of PEM certificates: the authorities whose word on the cloud's services is taken. Default: those that the system trusts.</value>
    public string? CaFile { get; init; }

    /// <value>Whether the cloud's services are believed to be what they say, whatever their certificates. Default: false.</value>
    public bool Insecure { get; init; }
}
