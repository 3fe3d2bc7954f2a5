using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Cuts texts at a separator; without one, at white space of any length. A negative number of cuts means all.</summary>
internal static class Splitting
{
    public static IEnumerable<string> FromLeft(string text, string? separator, int cuts)
    {
        if (separator is null)
            return Words(text, cuts);
        CheckSeparator(separator);
        return cuts < 0 ? text.Split(separator) : text.Split(separator, cuts == int.MaxValue ? cuts : cuts + 1);
    }

    public static IEnumerable<string> FromRight(string text, string? separator, int cuts)
    {
        if (separator is null)
            return Words(Reversed(text), cuts).Select(Reversed).Reverse();
        CheckSeparator(separator);
        var end = text.Length;
        List<string> pieces = [];
        while (cuts-- != 0 && text.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal) is >= 0 and var found)
        {
            pieces.Add(text[(found + separator.Length)..end]);
            end = found;
        }

        pieces.Add(text[..end]);
        return Enumerable.Reverse(pieces);
    }

    private static List<string> Words(string text, int cuts)
    {
        List<string> words = [];
        for (var rest = text.TrimStart(); rest.Length > 0;)
        {
            var end = words.Count == cuts ? rest.Length : rest.AsSpan().IndexOfAny(" \t\n\r\v\f\u00a0\u0085\u2028\u2029");
            words.Add(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? "" : rest[end..].TrimStart();
        }

        return words;
    }

    private static string Reversed(string text) => string.Create(text.Length, text, (characters, original) =>
    {
        original.CopyTo(characters);
        characters.Reverse();
    });

    private static void CheckSeparator(string separator)
    {
        if (separator.Length == 0)
            throw YaqlFaults.Value("empty separator");
    }
}
