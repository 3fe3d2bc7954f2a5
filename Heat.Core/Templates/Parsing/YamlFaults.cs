using Heat.Core.Diagnostics;
using Heat.Core.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Heat.Core.Templates.Parsing;

/// <summary>
/// Words what is wrong with a YAML text as the reference's library does: what it was doing, what it found, and the line with a mark under the place.
/// The parser used here descends from the same ancestor, so its messages only have to be taken apart.
/// </summary>
internal sealed class YamlFaults(string text, string fileName)
{
    private const int LongestLine = 75;
    private const string NextToken = "while scanning for the next token";
    private static readonly string[] s_lineBreaks = ["\r\n", "\r", "\n", "\u0085", "\u2028", "\u2029"];

    // The lines of the text as YAML 1.1 (section 4.1.4) and its parsers count them. Only a fault asks for them.
    private readonly Lazy<string[]> _lines = new(() => text.Split(s_lineBreaks, StringSplitOptions.None));

    public static SourceSpan Span(string fileName, Mark mark) => new(fileName, (int)mark.Line, (int)mark.Column);

    public YamlException At(string? context, Mark? contextMark, string problem, Mark mark) => At(context, contextMark, problem, Span(fileName, mark));

    public YamlException At(string? context, Mark? contextMark, string problem, SourceSpan span)
    {
        List<string> lines = [];
        if (context is not null)
            lines.Add(context);
        if (contextMark is { } begin && ((int)begin.Line != span.Line || (int)begin.Column != span.Column))
            lines.Add(Shown(Span(fileName, begin)));
        lines.Add(problem);
        lines.Add(Shown(span));
        return new YamlException(string.Join('\n', lines), span);
    }

    /// <param name="exception">What the parser said.</param>
    /// <param name="open">The innermost list or map that had begun; null when none had.</param>
    public YamlException Worded(YamlDotNet.Core.YamlException exception, NodeEvent? open)
    {
        var message = exception.Message;
        var (start, end) = (exception.Start, exception.End);
        if (Says("invalid mapping"))
            return At(null, null, "mapping values are not allowed here", start);
        if (Says("tab"))
            return At(NextToken, null, "found character '\\t' that cannot start any token", TabAfter((int)start.Line));
        if (Says("cannot start any token"))
            return At(NextToken, null, $"found character {Quoted(start)} that cannot start any token", start);
        if (Says("expected ',' or ']'"))
            return At("while parsing a flow sequence", open?.Start, $"expected ',' or ']', but got {Token(start)}", Place(start));
        if (Says("expected ',' or '}'"))
            return At("while parsing a flow mapping", open?.Start, $"expected ',' or '}}', but got {Token(start)}", Place(start));
        if (Says("expected node content"))
            return At($"while parsing a {(IsFlow(open) ? "flow" : "block")} node", null, $"expected the node content, but found {Token(start)}", Place(start));
        if (Says("did not find expected key") && end.Index > start.Index && Character(start) is not '-')
            return At("while scanning a simple key", start, "could not find expected ':'", new SourceSpan(fileName, (int)start.Line + 1, 1));
        if (Says("did not find expected key"))
            return At("while parsing a block mapping", open?.Start, $"expected <block end>, but found {Token(start, "'<block mapping start>'")}", start);
        if (Says("did not find expected '-'"))
            return At("while parsing a block collection", open?.Start, $"expected <block end>, but found {Token(start, "'?'")}", start);
        if (Says("unknown escape character"))
            return At("while scanning a double-quoted scalar", start, $"found unknown escape character {Quoted(end, ahead: 1)}", new SourceSpan(fileName, (int)end.Line, (int)end.Column + 1));
        return Says("not allowed in this context") ? At(null, null, "sequence entries are not allowed here", start) : Translated(message.TrimEnd('.'), start, end);

        bool Says(string words) => message.Contains(words, StringComparison.Ordinal);
    }

    /// <summary>Most messages only differ in how they are laid out: <c>While doing this, found that.</c></summary>
    private YamlException Translated(string message, Mark start, Mark end)
    {
        var comma = message.StartsWith("While ", StringComparison.Ordinal) ? message.IndexOf(", ", StringComparison.Ordinal) : -1;
        return comma < 0
            ? At(null, null, char.ToLowerInvariant(message[0]) + message[1..], end)
            : At("w" + message[1..comma], start, message[(comma + 2)..], end);
    }

    private static bool IsFlow(NodeEvent? open) => open is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };

    private SourceSpan TabAfter(int line)
    {
        var lines = _lines.Value;
        var found = Enumerable.Range(line - 1, lines.Length - line + 1).FirstOrDefault(index => lines[index].TrimStart(' ').StartsWith('\t'), line - 1);
        return new SourceSpan(fileName, found + 1, lines[found].Length - lines[found].TrimStart(' ').Length + 1);
    }

    /// <summary>The parser takes the end of the text for a line of its own; here it stands behind the last character.</summary>
    private SourceSpan Place(Mark mark)
    {
        if (mark.Index < text.Length)
            return Span(fileName, mark);
        var lines = _lines.Value;
        return new SourceSpan(fileName, lines.Length, lines[^1].Length + 1);
    }

    private string Token(Mark mark, string other = "'<scalar>'") => Character(mark) switch
    {
        null => "'<stream end>'",
        '[' or ']' or '{' or '}' or ',' or ':' or '-' => $"'{Character(mark)}'",
        _ => other,
    };

    private string Quoted(Mark mark, int ahead = 0) => ValueText.Literal(Character(mark, ahead)?.ToString() ?? "\0");

    private char? Character(Mark mark, int ahead = 0) => mark.Index + ahead < text.Length ? text[(int)mark.Index + ahead] : null;

    private string Shown(SourceSpan span)
    {
        var (line, pointer) = Excerpt(Line(span.Line), span.Column - 1);
        return $"  in \"<unicode string>\", line {span.Line}, column {span.Column}:\n    {line}\n    {new string(' ', pointer)}^";
    }

    private string Line(int number) => _lines.Value.ElementAtOrDefault(number - 1) ?? "";

    private static (string Line, int Pointer) Excerpt(string line, int pointer)
    {
        pointer = Math.Min(pointer, line.Length);
        var (start, end) = (0, line.Length);
        var (head, tail) = ("", "");
        if (pointer > (LongestLine / 2) - 1)
        {
            head = " ... ";
            start = pointer - (LongestLine / 2) + 6;
        }

        if (end - pointer > (LongestLine / 2) - 1)
        {
            tail = " ... ";
            end = pointer + (LongestLine / 2) - 6;
        }

        return (head + line[start..end] + tail, pointer - start + head.Length);
    }
}
