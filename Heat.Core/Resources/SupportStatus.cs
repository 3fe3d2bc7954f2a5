namespace Heat.Core.Resources;

/// <summary>Since when, and how well, something is supported: <c>SUPPORTED</c>, <c>DEPRECATED</c>, <c>HIDDEN</c> or <c>UNSUPPORTED</c>.</summary>
/// <param name="Version">The release of the reference that brought this status, such as <c>2014.1</c>; null when it was always so.</param>
public sealed record SupportStatus(string Status = SupportStatus.Supported, string? Version = null, string? Message = null, SupportStatus? Previous = null)
{
    public const string Supported = "SUPPORTED";
    public const string Deprecated = "DEPRECATED";
    public const string Hidden = "HIDDEN";
    public const string Unsupported = "UNSUPPORTED";

    public static SupportStatus Always { get; } = new();

    public bool IsHidden => Status == Hidden;

    public static SupportStatus Since(string version) => new(Supported, version);

    /// <summary>Works still, but something better has taken its place.</summary>
    public SupportStatus DeprecatedIn(string version) => new(Deprecated, version, Previous: this == Always ? null : this);

    /// <summary>Works still for templates that have it, but isn't shown any more.</summary>
    public SupportStatus HiddenIn(string version) => new(Hidden, version, Previous: this == Always ? null : this);
}
