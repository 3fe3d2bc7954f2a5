using YamlDotNet.Core;

namespace Heat.Core.Templates.Parsing;

/// <summary>
/// Quoted texts that go on at the very left of the next line. The reference's library reads them, while the parser used here wants their lines indented.
/// How far they are makes no difference to what they say.
/// </summary>
internal static class QuotedLines
{
    // Enough for every template that people wrote, and little enough that a text made for it can't keep the machine busy.
    private const int MostSpaces = 100;

    public static bool AreAtFault(YamlDotNet.Core.YamlException exception, string text) =>
        exception.Message.Contains("found wrong indentation", StringComparison.Ordinal) && exception.Start.Index < text.Length && text[(int)exception.Start.Index] is '"' or '\'';

    /// <summary>The document with the lines of the quoted text that starts at a place indented.</summary>
    public static string Indented(string text, Mark start)
    {
        var begin = (int)start.Index;
        var end = End(text, begin);
        var spaces = new string(' ', (int)Math.Min(start.Column, MostSpaces));
        return text[..begin] + text[begin..end].Replace("\n", "\n" + spaces, StringComparison.Ordinal) + text[end..];
    }

    private static int End(string text, int begin)
    {
        var quote = text[begin];
        for (var index = begin + 1; index < text.Length; index++)
        {
            var isEscape = quote == '"' ? text[index] == '\\' : text[index] == quote && index + 1 < text.Length && text[index + 1] == quote;
            if (isEscape)
                index++;
            else if (text[index] == quote)
                return index;
        }

        return text.Length;
    }
}
