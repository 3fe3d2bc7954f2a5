namespace Heat.Server.Authentication;

/// <summary>Who may do what.</summary>
internal sealed record PolicyOptions
{
    public const string Section = "Heat:Policy";

    /// <summary>A file of rules, as YAML or JSON: names and conditions in the notation of oslo.policy. A rule that it doesn't have stays as it is by default.</summary>
    /// <value>Default: none.</value>
    public string? File { get; init; }
}
