namespace Heat.Core.Templates.Cfn;

/// <summary>The versions of the CloudFormation template language. Each has a key of its own.</summary>
internal static class CfnVersions
{
    public const string Dialect = "cfn";

    /// <summary>What Amazon published. Only this one has conditions.</summary>
    public const string Amazon = "2010-09-09";

    /// <summary>What Heat made of it.</summary>
    public const string Heat = "2012-12-12";

    public static IReadOnlyList<TemplateVersion> All { get; } = [Version("HeatTemplateFormatVersion", Heat), Version("AWSTemplateFormatVersion", Amazon)];

    private static TemplateVersion Version(string key, string date) => new() { Key = key, Date = date, Dialect = Dialect };
}
