using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Heat.Core.Values;

/// <summary>JSON that people wrote: when it is none, says so in the reference's words.</summary>
internal static class JsonText
{
    public static bool TryParse(string text, [NotNullWhen(true)] out Value? value, [NotNullWhen(false)] out string? problem)
    {
        (value, problem) = (null, null);
        try
        {
            value = ValueJson.Parse(text);
            return true;
        }
        catch (JsonException exception)
        {
            problem = Worded(text, exception);
            return false;
        }
    }

    private static string Worded(string text, JsonException exception)
    {
        var lines = text.Split('\n');
        var (line, place) = (Math.Min((int)(exception.LineNumber ?? 0), lines.Length - 1), (int)(exception.BytePositionInLine ?? 0));
        var bytes = Encoding.UTF8.GetBytes(lines[line]);
        var column = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, Math.Min(place, bytes.Length)));
        // A word that is no JSON is at fault from its first letter on.
        while (column > 0 && char.IsAsciiLetter(lines[line][column - 1]))
            column--;
        var offset = lines.Take(line).Sum(earlier => earlier.Length + 1) + column;
        var before = text[..Math.Min(offset, text.Length)].TrimEnd();
        return $"{What(before, exception.Message)}: line {line + 1} column {column + 1} (char {offset})";
    }

    private static string What(string before, string message) => before switch
    {
        _ when message.Contains("after a single JSON value", StringComparison.Ordinal) => "Extra data",
        ['{'] or [.., '{'] => "Expecting property name enclosed in double quotes",
        [.., '"' or '}' or ']' or (>= '0' and <= '9')] => "Expecting ',' delimiter",
        _ => "Expecting value",
    };
}
