namespace Heat.Tests.Templates;

/// <summary>One template with a few random changes: lines and pieces that vanish, double, move or come from another template, words that mean something, odd characters.</summary>
internal sealed class TemplateMutation(Random random, IReadOnlyList<string> originals)
{
    private static readonly string[] s_words =
    [
        "get_param", "get_resource", "get_attr", "repeat", "str_replace", "list_join", "if", "yaql", "digest", "get_file", "map_merge", "for_each", "template", "params", "resources", "properties",
        "parameters", "outputs", "conditions", "type", "OS::Heat::Value", "OS::Heat::ResourceGroup", "OS::Nova::Server", "null", "true", "-1", "1e400", "9999999999999999999999", "0x", ".nan", "~", "''",
        "&a ", "*a", "<<: ", "- ", "{", "}", "[", "]", ": ", "? ", "|\n", ">-\n", "!!binary ", "!x ", "---\n", "...\n", "#", "%y", "\"", "'", "\\", "\t", "\0", "\ud800", "\ufeff", "\u2028", "(a+)+$",
    ];

    public string Make()
    {
        var text = Any(originals);
        var changes = random.Next(1, 6);
        for (var change = 0; change < changes; change++)
            text = Changed(text);
        return text;
    }

    private string Changed(string text)
    {
        var (start, end) = Piece(text);
        return random.Next(8) switch
        {
            0 => text[..start] + text[end..],
            1 => text[..end] + text[start..end] + text[end..],
            2 => text[..start] + Any(s_words) + text[end..],
            3 => text[..start] + Any(s_words) + text[start..],
            4 => Moved(text),
            5 => text[..start] + Borrowed() + text[start..],
            6 => WithoutLine(text),
            _ => text[..start] + (char)random.Next(0x20, 0x7f) + text[end..],
        };
    }

    private string Moved(string text)
    {
        var (start, end) = Piece(text);
        var rest = text[..start] + text[end..];
        var place = random.Next(rest.Length + 1);
        return rest[..place] + text[start..end] + rest[place..];
    }

    private string Borrowed()
    {
        var other = Any(originals);
        var (start, end) = Piece(other);
        return other[start..end];
    }

    private string WithoutLine(string text)
    {
        var lines = text.Split('\n').ToList();
        lines.RemoveAt(random.Next(lines.Count));
        return string.Join('\n', lines);
    }

    private (int Start, int End) Piece(string text)
    {
        var start = random.Next(text.Length + 1);
        return (start, Math.Min(text.Length, start + random.Next(random.Next(2) == 0 ? 8 : 200)));
    }

    private string Any(IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];
}
