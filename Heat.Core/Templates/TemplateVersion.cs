namespace Heat.Core.Templates;

/// <summary>A version of a template language, such as <c>heat_template_version: 2018-08-31</c>.</summary>
public sealed record TemplateVersion
{
    /// <summary>The key that names the version in a template, such as <c>heat_template_version</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The version's name, which is the day of its publication.</summary>
    public required string Date { get; init; }

    /// <summary>A second name, that of the release which brought the version; null when it has none.</summary>
    public string? Alias { get; init; }

    /// <summary><c>hot</c> or <c>cfn</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>The name in lists of versions: <c>heat_template_version.2018-08-31</c>.</summary>
    public string FullName => $"{Key}.{Date}";

    internal bool IsAtLeast(string date) => string.CompareOrdinal(Date, date) >= 0;
}
