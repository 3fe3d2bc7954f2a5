namespace Heat.Core.Values;

/// <summary>Texts as templates count them: a character is a code point, not one of the two halves that UTF-16 makes of some.</summary>
internal static class CodePoints
{
    private const char FirstHalf = '\uD800';
    private const char LastHalf = '\uDFFF';

    public static int Count(ReadOnlySpan<char> text)
    {
        if (!HasHalves(text))
            return text.Length;
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary>Where in the text the character at a position begins; the end of the text for what is beyond it.</summary>
    public static int IndexOf(string text, int position)
    {
        if (!HasHalves(text))
            return Math.Min(position, text.Length);
        var index = 0;
        foreach (var character in text.EnumerateRunes().Take(position))
            index += character.Utf16SequenceLength;
        return index;
    }

    public static IEnumerable<string> Each(string text) => text.EnumerateRunes().Select(character => character.ToString());

    private static bool HasHalves(ReadOnlySpan<char> text) => text.IndexOfAnyInRange(FirstHalf, LastHalf) >= 0;
}
