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
