namespace Heat.Core.Security;

/// <summary>How secrets are kept (section <c>Heat:Security</c>).</summary>
public sealed record SecurityOptions
{
    public const string Section = "Heat:Security";

    /// <value>The key that seals secrets in the database: 32 bytes in Base64. Left out, it is made at the first start and kept in the data directory as <c>secret.key</c>.</value>
    public string? EncryptionKey { get; init; }
}
