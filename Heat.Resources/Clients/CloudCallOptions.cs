using System.ComponentModel.DataAnnotations;

namespace Heat.Resources.Clients;

/// <summary>How calls to the cloud are made (section <c>Heat:Cloud</c>).</summary>
public sealed record CloudCallOptions
{
    public const string Section = "Heat:Cloud";

    /// <value>How long one call may take before it is given up, in seconds. Default: 60.</value>
    [Range(0.1, 3600)]
    public double CallTimeoutSeconds { get; init; } = 60;

    /// <value>How long a call may take with all its repetitions and the pauses between them, in seconds. Default: 180.</value>
    [Range(0.1, 7200)]
    public double TotalTimeoutSeconds { get; init; } = 180;

    /// <value>How often a call is made again when that is safe: it only reads or removes, or the service can't have begun with it. Default: 4.</value>
    [Range(0, 20)]
    public int Retries { get; init; } = 4;

    /// <value>The pause before the first repetition, in milliseconds; each further one is about twice as long. Default: 250.</value>
    [Range(1, 60_000)]
    public double RetryPauseMilliseconds { get; init; } = 250;

    /// <value>The longest pause that a service may ask for (<c>Retry-After</c>), in seconds. Default: 30.</value>
    [Range(0, 3600)]
    public double LongestRetryAfterSeconds { get; init; } = 30;

    /// <value>How long a token is believed to be as the identity service said, in seconds: so long it may be used after it was revoked. Default: 60.</value>
    [Range(0, 300)]
    public double TokenCacheSeconds { get; init; } = 60;

    /// <value>A file of PEM certificates: the authorities whose word on the cloud's services is taken. Default: those that the system trusts.</value>
    public string? CaFile { get; init; }

    /// <value>A PEM file with the certificate that this program shows to services that ask for one. Default: none.</value>
    public string? ClientCertificateFile { get; init; }

    /// <value>A PEM file with that certificate's key. Default: <see cref="ClientCertificateFile"/>.</value>
    public string? ClientKeyFile { get; init; }

    /// <value>Whether the cloud's services are believed to be what they say, whatever their certificates. Default: false.</value>
    public bool Insecure { get; init; }
}
