using System.Globalization;
using System.Text.RegularExpressions;

namespace Heat.Resources.Heat.Groups;

/// <summary>Durations as CloudFormation writes them, such as <c>PT1H30M</c>.</summary>
internal static partial class IsoDuration
{
    public const string Fault = "Only ISO 8601 duration format of the form PT#H#M#S is supported.";

    /// <summary>The seconds that a duration takes; null when the text is none.</summary>
    public static int? Seconds(string text)
    {
        var match = Form().Match(text);
        return match.Success ? (Part(match, 1) * 3600) + (Part(match, 2) * 60) + Part(match, 3) : null;
    }

    private static int Part(Match match, int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    // Six digits are more than enough, and can't overflow.
    [GeneratedRegex(@"\APT(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
