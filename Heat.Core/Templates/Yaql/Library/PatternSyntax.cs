using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>
/// Writes a regular expression of Python in .NET's notation: named groups become plain ones (.NET would number them after all others), and a few escapes and
/// brackets mean something else here.
/// </summary>
internal sealed class PatternSyntax
{
    private readonly string _text;
    private readonly StringBuilder _translated = new();
    private int _position;
    private int _groups;

    public PatternSyntax(string text)
    {
        _text = text;
        while (_position < text.Length)
            Step();
    }

    public string Translated => _translated.ToString();

    public ImmutableDictionary<string, int> Names { get; private set; } = ImmutableDictionary<string, int>.Empty;

    private void Step()
    {
        if (Has("\\Z"))
            Replace("\\Z".Length, "\\z");
        else if (Has("\\"))
            Replace(2, null);
        else if (Has("["))
            Class();
        else if (Has("(?P<"))
            NamedGroup();
        else if (Has("(?P="))
            BackReference();
        else if (Has("{,"))
            Replace("{,".Length, "{0,");
        else
            Plain();
    }

    private void Plain()
    {
        if (Has("(") && !Has("(?"))
            _groups++;
        Replace(1, null);
    }

    private void NamedGroup()
    {
        var name = Name("(?P<", '>');
        Names = Names.SetItem(name, ++_groups);
        Replace(name.Length + "(?P<>".Length, "(");
    }

    private void BackReference()
    {
        var name = Name("(?P=", ')');
        Replace(name.Length + "(?P=)".Length, Names.TryGetValue(name, out var number) ? string.Create(CultureInfo.InvariantCulture, $"(?:\\{number})") : "(?P=");
    }

    /// <summary>A class of characters. A bracket in it is a character like any other.</summary>
    private void Class()
    {
        Replace(Has("[^") ? 2 : 1, null);
        for (var isFirst = true; _position < _text.Length; isFirst = false)
        {
            if (Has("]") && !isFirst)
            {
                Replace(1, null);
                return;
            }

            if (Has("["))
                Replace(1, "\\[");
            else if (Has("]"))
                Replace(1, "\\]");
            else
                Replace(Has("\\") ? 2 : 1, null);
        }
    }

    private string Name(string open, char close)
    {
        var start = _position + open.Length;
        var end = _text.IndexOf(close, start);
        return end < 0 ? _text[start..] : _text[start..end];
    }

    private bool Has(string part) => _text.AsSpan(_position).StartsWith(part, StringComparison.Ordinal);

    private void Replace(int length, string? replacement)
    {
        var end = Math.Min(_position + length, _text.Length);
        _translated.Append(replacement ?? _text[_position..end]);
        _position = end;
    }
}
