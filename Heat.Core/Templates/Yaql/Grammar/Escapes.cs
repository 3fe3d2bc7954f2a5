using System.Globalization;
using System.Text.RegularExpressions;

namespace Heat.Core.Templates.Yaql.Grammar;

/// <summary>The escapes of quoted texts. What isn't one stays as it is.</summary>
internal static partial class Escapes
{
    public static string Decode(string text) => text.Contains('\\', StringComparison.Ordinal) ? Escape().Replace(text, Decoded) : text;

    private static string Decoded(Match match)
    {
        var escape = match.ValueSpan[1..];
        return escape[0] switch
        {
            'U' or 'u' or 'x' => Character(int.Parse(escape[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)) ?? match.Value,
            >= '0' and <= '7' => Character(Convert.ToInt32(escape.ToString(), 8))!,
            'a' => "\a",
            'b' => "\b",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'v' => "\v",
            var itself => itself.ToString(),
        };
    }

    private static string? Character(int code) => code is < 0 or > 0x10FFFF ? null : code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);

    [GeneratedRegex("""\\(?:U[0-9A-Fa-f]{8}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[0-7]{1,3}|[\\'"abfnrtv])""", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
