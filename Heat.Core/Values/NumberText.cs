using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Heat.Core.Values;

/// <summary>Numbers written as text, read as the reference's language reads them: blanks around them and underscores between digits are allowed, other bases are not.</summary>
internal static class NumberText
{
    /// <summary>A whole number; one too large for a whole number becomes a fraction.</summary>
    public static bool TryInteger(string text, [NotNullWhen(true)] out Value? number)
    {
        number = null;
        if (!TryPlain(text, out var plain) || !plain.AsSpan().TrimStart("+-").ContainsAnyInRange('0', '9') || plain.AsSpan(plain[0] is '+' or '-' ? 1 : 0).ContainsAnyExceptInRange('0', '9'))
            return false;
        number = long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? (Value)integer : double.Parse(plain, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>A whole number or a fraction.</summary>
    public static bool TryNumber(string text, [NotNullWhen(true)] out Value? number) => TryInteger(text, out number) || TryFraction(text, out number);

    private static bool TryFraction(string text, [NotNullWhen(true)] out Value? number)
    {
        number = null;
        if (!TryPlain(text, out var plain))
            return false;
        number = plain.ToUpperInvariant() switch
        {
            "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
            "-INF" or "-INFINITY" => double.NegativeInfinity,
            "NAN" or "+NAN" or "-NAN" => double.NaN,
            _ => double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var fraction) ? fraction : (Value?)null,
        };
        return number is not null;
    }

    private static bool TryPlain(string text, out string plain)
    {
        plain = text.Trim();
        for (var index = 0; index < plain.Length; index++)
            if (plain[index] == '_' && (index == 0 || index == plain.Length - 1 || !char.IsAsciiDigit(plain[index - 1]) || !char.IsAsciiDigit(plain[index + 1])))
                return false;
        plain = plain.Replace("_", "", StringComparison.Ordinal);
        return plain.Length > 0;
    }
}
