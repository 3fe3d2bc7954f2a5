using Heat.Core.Templates.Yaql.Evaluation;
using Heat.Core.Values;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Texts.</summary>
internal static class Strings
{
    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private const string WhiteSpace = " \t\n\r\v\f";

    [YaqlFunction("concat")]
    [YaqlFunction("#operator_+")]
    public static string Concatenate(params string[] args) => string.Concat(args);

    [YaqlFunction("#operator_*")]
    public static string Times(Scope here, string left, int right)
    {
        here.Effort.CheckMemory((double)left.Length * right);
        return string.Concat(Enumerable.Repeat(left, Math.Max(right, 0)));
    }

    [YaqlFunction("#operator_*")]
    public static string Times(Scope here, int left, string right) => Times(here, right, left);

    [YaqlFunction("#operator_in")]
    public static bool In(string left, string right) => right.Contains(left, StringComparison.Ordinal);

    [YaqlFunction("len")]
    [YaqlMethod("len")]
    public static Number Length(string @string) => CodePoints.Count(@string);

    [YaqlMethod("toUpper")]
    public static string ToUpper(string @string) => @string.ToUpperInvariant();

    [YaqlMethod("toLower")]
    public static string ToLower(string @string) => @string.ToLowerInvariant();

    [YaqlMethod("split")]
    public static YaqlList Split(string @string, string? separator = null, int maxSplits = -1) => YaqlList.Of(Splitting.FromLeft(@string, separator, maxSplits));

    [YaqlMethod("rightSplit")]
    public static YaqlList RightSplit(string @string, string? separator = null, int maxSplits = -1) => YaqlList.Of(Splitting.FromRight(@string, separator, maxSplits));

    [YaqlMethod("join")]
    public static string Join(IEnumerable<object?> sequence, string separator) => string.Join(separator, sequence.Select(Text));

    [YaqlMethod("join")]
    public static string Join(string separator, IEnumerable<object?> sequence) => Join(sequence, separator);

    [YaqlFunction("str")]
    public static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        _ => Notation.Text(value),
    };

    [YaqlMethod("trim")]
    public static string Trim(string @string, string? chars = null) => chars is null ? @string.Trim() : chars.Length == 0 ? @string : @string.Trim(chars.ToCharArray());

    [YaqlMethod("trimLeft")]
    public static string TrimLeft(string @string, string? chars = null) => chars is null ? @string.TrimStart() : chars.Length == 0 ? @string : @string.TrimStart(chars.ToCharArray());

    [YaqlMethod("trimRight")]
    public static string TrimRight(string @string, string? chars = null) => chars is null ? @string.TrimEnd() : chars.Length == 0 ? @string : @string.TrimEnd(chars.ToCharArray());

    [YaqlFunction("norm")]
    [YaqlMethod("norm")]
    public static string? Normalise(string? @string, string? chars = null) => @string is not null && Trim(@string, chars) is { Length: > 0 } trimmed ? trimmed : null;

    [YaqlFunction("isEmpty")]
    [YaqlMethod("isEmpty")]
    public static bool IsEmpty(string? @string, bool trim = true, string? chars = null) => string.IsNullOrEmpty(@string is not null && trim ? Trim(@string, chars) : @string);

    [YaqlMethod("replace")]
    public static string Replace(Scope here, string @string, string old, string @new, int count = -1)
    {
        var pieces = old.Length == 0
            ? ["", .. CodePoints.Each(@string), ""]
            : Splitting.FromLeft(@string, old, count).ToArray();
        if (old.Length == 0 && count >= 0 && count < pieces.Length - 1)
            pieces = [.. pieces[..count], string.Concat(pieces[count..])];
        here.Effort.CheckMemory(@string.Length + ((double)pieces.Length * @new.Length));
        return string.Join(@new, pieces);
    }

    [YaqlMethod("replace")]
    public static string Replace(Scope here, string @string, YaqlMap replacements, int count = -1) =>
        replacements.Aggregate(@string, (text, entry) => Replace(here, text, Text(entry.Key.Value), Text(entry.Value), count));

    [YaqlMethod("substring")]
    public static string Substring(string @string, int start, int length = -1)
    {
        var from = Start(@string, start);
        return Slice(@string, from, from + (length < 0 ? @string.Length : length));
    }

    [YaqlMethod("indexOf")]
    public static Number IndexOf(string @string, string sub, int start = 0) => Find(@string, sub, start, @string.Length);

    [YaqlMethod("indexOf")]
    public static Number IndexOf(string @string, string sub, int start, int length) => Find(@string, sub, Start(@string, start), End(@string, start, length));

    [YaqlMethod("lastIndexOf")]
    public static Number LastIndexOf(string @string, string sub, int start = 0) => FindLast(@string, sub, start, @string.Length);

    [YaqlMethod("lastIndexOf")]
    public static Number LastIndexOf(string @string, string sub, int start, int length) => FindLast(@string, sub, Start(@string, start), End(@string, start, length));

    [YaqlMethod("toCharArray")]
    public static YaqlList ToCharacters(string @string) => YaqlList.Of(CodePoints.Each(@string));

    [YaqlMethod("startsWith")]
    public static bool StartsWith(string @string, params string[] prefixes) => prefixes.Any(prefix => @string.StartsWith(prefix, StringComparison.Ordinal));

    [YaqlMethod("endsWith")]
    public static bool EndsWith(string @string, params string[] suffixes) => suffixes.Any(suffix => @string.EndsWith(suffix, StringComparison.Ordinal));

    [YaqlFunction("characters")]
    public static YaqlList Characters(
        bool digits = false,
        bool hexdigits = false,
        bool asciiLowercase = false,
        bool asciiUppercase = false,
        bool asciiLetters = false,
        bool letters = false,
        bool octdigits = false,
        bool punctuation = false,
        bool printable = false,
        bool lowercase = false,
        bool uppercase = false,
        bool whitespace = false)
    {
        (bool IsWanted, string Characters)[] kinds =
        [
            (digits, Digits),
            (hexdigits, Digits + "abcdefABCDEF"),
            (asciiLowercase || lowercase, LowerCase),
            (asciiUppercase || uppercase, UpperCase),
            (asciiLetters || letters, LowerCase + UpperCase),
            (octdigits, Digits[..8]),
            (punctuation, Punctuation),
            (printable, Digits + LowerCase + UpperCase + Punctuation + WhiteSpace),
            (whitespace, WhiteSpace),
        ];
        return ToCharacters(string.Concat(kinds.Where(kind => kind.IsWanted).SelectMany(kind => kind.Characters).Distinct()));
    }

    /// <summary>The part between two positions; negative ones count from the end, and whatever is outside is cut off.</summary>
    private static string Slice(string text, long from, long to)
    {
        var start = Position(text, from);
        return text[CodePoints.IndexOf(text, start)..CodePoints.IndexOf(text, Math.Max(start, Position(text, to)))];
    }

    private static int Position(string text, long position)
    {
        var length = CodePoints.Count(text);
        return (int)Math.Clamp(position < 0 ? position + length : position, 0, length);
    }

    private static long Start(string text, int start) => start < 0 ? (long)start + CodePoints.Count(text) : start;

    private static long End(string text, int start, int length) => length < 0 ? CodePoints.Count(text) : Start(text, start) + length;

    private static int Find(string text, string part, long from, long to) => Found(text, from, to, searched => searched.IndexOf(part, StringComparison.Ordinal));

    private static int FindLast(string text, string part, long from, long to) => Found(text, from, to, searched => searched.LastIndexOf(part, StringComparison.Ordinal));

    private static int Found(string text, long from, long to, Func<string, int> search)
    {
        if (from > CodePoints.Count(text))
            return -1;
        var searched = Slice(text, from, to);
        var found = search(searched);
        return found < 0 ? -1 : Position(text, from) + CodePoints.Count(searched.AsSpan(0, found));
    }
}
