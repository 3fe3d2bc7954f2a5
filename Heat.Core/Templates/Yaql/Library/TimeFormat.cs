using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Times in the formats of C's <c>strftime</c> and <c>strptime</c> (<c>%Y-%m-%d</c>), in English.</summary>
internal static class TimeFormat
{
    private static readonly CultureInfo s_english = CultureInfo.InvariantCulture;

    public static string Write(DateTimeOffset time, string format) => Directives(format, directive => Text(time, directive), text => text);

    /// <summary>Reads a time. What the format doesn't name is that of the first of January 1900, UTC.</summary>
    public static DateTimeOffset Parse(string text, string format)
    {
        var pattern = new StringBuilder();
        Directives(format, directive => Parts(directive) is { } parts ? pattern.Append(parts).ToString() : throw BadFormat(directive, format), literal => pattern.Append(Literal(literal)).ToString());
        var match = Match(text, $"^{pattern}$");
        return match.Success ? Parsed(match.Groups) : throw YaqlFaults.Value($"time data {Notation.Literal(text)} does not match format {Notation.Literal(format)}");
    }

    private static Match Match(string text, string pattern)
    {
        try
        {
            return Regex.Match(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (ArgumentException)
        {
            throw YaqlFaults.Value("a directive stands twice in the format");
        }
    }

    private static string Directives(string format, Func<char, string> directive, Func<string, string> literal)
    {
        var result = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
            result.Append(format[index] == '%' && index + 1 < format.Length ? directive(format[++index]) : literal(format[index].ToString()));
        return result.ToString();
    }

    private static string Text(DateTimeOffset time, char directive) => directive switch
    {
        'Y' => time.Year.ToString(s_english),
        'm' => time.ToString("MM", s_english),
        'd' => time.ToString("dd", s_english),
        'H' => time.ToString("HH", s_english),
        'I' => time.ToString("hh", s_english),
        'M' => time.ToString("mm", s_english),
        'S' => time.ToString("ss", s_english),
        'f' => time.ToString("ffffff", s_english),
        'y' => time.ToString("yy", s_english),
        'p' => time.ToString("tt", s_english),
        'a' => time.ToString("ddd", s_english),
        'A' => time.ToString("dddd", s_english),
        'b' or 'h' => time.ToString("MMM", s_english),
        'B' => time.ToString("MMMM", s_english),
        'j' => time.DayOfYear.ToString("000", s_english),
        'w' => ((int)time.DayOfWeek).ToString(s_english),
        'u' => ((((int)time.DayOfWeek + 6) % 7) + 1).ToString(s_english),
        'z' => time.ToString("zzz", s_english).Replace(":", "", StringComparison.Ordinal),
        'Z' => time.Offset == TimeSpan.Zero ? "UTC" : "",
        's' => time.ToUnixTimeSeconds().ToString(s_english),
        'V' => ISOWeek.GetWeekOfYear(time.DateTime).ToString("00", s_english),
        'G' => ISOWeek.GetYear(time.DateTime).ToString(s_english),
        'U' => ((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7).ToString("00", s_english),
        'W' => ((time.DayOfYear + 6 - (((int)time.DayOfWeek + 6) % 7)) / 7).ToString("00", s_english),
        'e' => time.Day.ToString(s_english).PadLeft(2),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        'c' => Write(time, "%a %b %e %H:%M:%S %Y"),
        'x' or 'D' => Write(time, "%m/%d/%y"),
        'X' or 'T' => Write(time, "%H:%M:%S"),
        'F' => Write(time, "%Y-%m-%d"),
        'R' => Write(time, "%H:%M"),
        _ => $"%{directive}",
    };

    private static string? Parts(char directive) => directive switch
    {
        'Y' => "(?<Y>[0-9]{4})",
        'm' or 'd' or 'H' or 'I' or 'M' or 'S' => $"(?<{directive}>[0-9]{{1,2}})",
        'y' => "(?<y>[0-9]{2})",
        'f' => "(?<f>[0-9]{1,6})",
        'j' => "(?<j>[0-9]{1,3})",
        'p' => "(?<p>am|pm)",
        'b' or 'h' => $"(?<b>{string.Join('|', s_english.DateTimeFormat.AbbreviatedMonthNames.SkipLast(1))})",
        'B' => $"(?<b>{string.Join('|', s_english.DateTimeFormat.MonthNames.SkipLast(1))})",
        'a' => $"(?:{string.Join('|', s_english.DateTimeFormat.AbbreviatedDayNames)})",
        'A' => $"(?:{string.Join('|', s_english.DateTimeFormat.DayNames)})",
        'z' => "(?<z>Z|[+-][0-9]{2}:?[0-9]{2})",
        'Z' => "(?:UTC|GMT)",
        '%' => "%",
        _ => null,
    };

    private static string Literal(string text) => string.IsNullOrWhiteSpace(text) ? @"\s+" : Regex.Escape(text);

    private static DateTimeOffset Parsed(GroupCollection parts)
    {
        int Part(string name, int otherwise) => parts[name].Success ? int.Parse(parts[name].Value, s_english) : otherwise;
        var year = Part("Y", Part("y", 0) is var two && parts["y"].Success ? two + (two < 69 ? 2000 : 1900) : 1900);
        var month = parts["b"].Success ? DateTime.ParseExact(parts["b"].Value[..3], "MMM", s_english).Month : Part("m", 1);
        var hour = parts["I"].Success ? (Part("I", 12) % 12) + (parts["p"].Value.Equals("pm", StringComparison.OrdinalIgnoreCase) ? 12 : 0) : Part("H", 0);
        var microsecond = parts["f"].Success ? int.Parse(parts["f"].Value.PadRight(6, '0'), s_english) : 0;
        var time = DateTimes.Create(year, month, Part("d", 1), hour, Part("M", 0), Part("S", 0), microsecond, Offset(parts["z"].Value));
        return parts["j"].Success ? DateTimes.Add(time, TimeSpan.FromDays(Part("j", 1) - time.DayOfYear)) : time;
    }

    private static TimeSpan Offset(string text)
    {
        if (text.Length < 5)
            return TimeSpan.Zero;
        var span = new TimeSpan(int.Parse(text.AsSpan(1, 2), s_english), int.Parse(text.AsSpan(text.Length - 2), s_english), 0);
        return text[0] == '-' ? -span : span;
    }

    private static Expressions.EvaluationException BadFormat(char directive, string format) => YaqlFaults.Value($"'{directive}' is a bad directive in format {Notation.Literal(format)}");
}
