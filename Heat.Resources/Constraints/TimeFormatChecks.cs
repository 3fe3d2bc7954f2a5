using System.Globalization;

namespace Heat.Resources.Constraints;

/// <summary><c>iso_8601</c>: a moment.</summary>
internal sealed class MomentCheck() : FormatConstraintCheck("iso_8601")
{
    protected override string? Fault(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? null : $"Unable to parse date string '{text}'";
}

/// <summary><c>timezone</c>: a time zone's name.</summary>
internal sealed class TimeZoneCheck() : FormatConstraintCheck("timezone")
{
    protected override string? Fault(string text) =>
        text.Length == 0 || TimeZoneInfo.TryFindSystemTimeZoneById(text, out _) ? null : $"Invalid timezone: '{text}'";
}

/// <summary><c>test_constr</c>: accepts everything. The reference lets its value delay the check, which no request should be able to ask for.</summary>
internal sealed class TestCheck() : FormatConstraintCheck("test_constr")
{
    protected override string? Fault(string text) => null;
}

/// <summary><c>expiration</c>: a moment in the future.</summary>
internal sealed class ExpirationCheck(TimeProvider time) : FormatConstraintCheck("expiration")
{
    protected override string? Fault(string text)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return $"Expiration {text} is invalid: Unable to parse date string '{text}'";
        return moment > time.GetUtcNow() ? null : $"Expiration {text} is invalid: Expiration time is out of date.";
    }
}

/// <summary><c>cron_expression</c>: five or six columns of numbers, ranges, lists and steps.</summary>
internal sealed partial class CronExpressionCheck() : FormatConstraintCheck("cron_expression")
{
    private static readonly (int Least, int Most)[] s_bounds = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7), (0, 59)];

    protected override string? Fault(string text)
    {
        var columns = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (columns.Length is not (5 or 6))
            return "Invalid CRON expression: Exactly 5 or 6 columns has to be specified for iterator expression.";
        var wrong = columns.Where((column, place) => !IsColumn(column, s_bounds[place])).FirstOrDefault();
        return wrong is null ? null : $"Invalid CRON expression: [{text}] is not acceptable, out of range";
    }

    private static bool IsColumn(string column, (int Least, int Most) bounds) => column.Split(',').All(part => IsPart(part, bounds));

    private static bool IsPart(string part, (int Least, int Most) bounds)
    {
        var match = Part().Match(part);
        return match.Success && new[] { "from", "to" }.All(name => !match.Groups[name].Success || IsWithin(match.Groups[name].Value, bounds));
    }

    // Months and days may be named by their first three letters.
    private static bool IsWithin(string text, (int Least, int Most) bounds) =>
        !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? text.Length == 3 : number >= bounds.Least && number <= bounds.Most;

    [System.Text.RegularExpressions.GeneratedRegex(@"\A(\*|\?|[lL]|(?<from>\d+|[a-zA-Z]{3})(-(?<to>\d+|[a-zA-Z]{3}))?)(/\d+)?(#[1-5])?\z")]
    private static partial System.Text.RegularExpressions.Regex Part();
}
