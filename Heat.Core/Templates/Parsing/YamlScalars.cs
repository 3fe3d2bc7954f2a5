using System.Globalization;
using System.Text.RegularExpressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Parsing;

/// <summary>
/// What a plain scalar means in YAML 1.1: <c>yes</c> is true, <c>010</c> is 8, <c>1:30</c> is 90. Timestamps stay text, as in the reference.
/// Source: YAML 1.1 type repository (bool, int, float, null).
/// </summary>
internal static partial class YamlScalars
{
    public static Value Resolve(string text)
    {
        if (text.Length == 0)
            return Value.Null;
        return text[0] switch
        {
            '~' or 'n' or 'N' or 'y' or 'Y' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' => Word(text),
            '+' or '-' or '.' or (>= '0' and <= '9') => Number(text) ?? text,
            _ => text,
        };
    }

    private static Value Word(string text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => Value.Null,
        "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
        "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
        _ => text,
    };

    private static Value? Number(string text) =>
        IntegerForm().IsMatch(text) ? Integer(text.Replace("_", "", StringComparison.Ordinal))
        : FractionForm().IsMatch(text) ? Fraction(text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant())
        : null;

    private static Value? Integer(string text)
    {
        var sign = text[0] == '-' ? -1 : 1;
        var digits = text.TrimStart('+', '-');
        var magnitude = digits switch
        {
            "" => (double?)null,
            _ when digits.StartsWith("0b", StringComparison.Ordinal) => InBase(digits[2..], 2),
            _ when digits.StartsWith("0x", StringComparison.Ordinal) => InBase(digits[2..], 16),
            _ when digits.Contains(':', StringComparison.Ordinal) => Sexagesimal(digits),
            _ when digits[0] == '0' && digits.Length > 1 => InBase(digits, 8),
            _ => null,
        };
        if (magnitude is { } number)
            return Math.Abs(number) <= 9e15 ? (Value)((long)number * sign) : number * sign;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain)
            ? (Value)plain
            : double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static double InBase(string digits, int radix) =>
        digits.Aggregate(0.0, (sum, digit) => (sum * radix) + Convert.ToInt32(digit.ToString(), 16));

    private static double Sexagesimal(string digits) =>
        digits.Split(':').Aggregate(0.0, (sum, part) => (sum * 60) + double.Parse(part, CultureInfo.InvariantCulture));

    private static Value Fraction(string text)
    {
        var sign = text[0] == '-' ? -1 : 1;
        var magnitude = text.TrimStart('+', '-');
        return magnitude switch
        {
            ".inf" => sign * double.PositiveInfinity,
            ".nan" => double.NaN,
            _ when magnitude.Contains(':', StringComparison.Ordinal) => sign * Sexagesimal(magnitude),
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex(@"^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z")]
    private static partial Regex IntegerForm();

    [GeneratedRegex(@"^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex FractionForm();
}
