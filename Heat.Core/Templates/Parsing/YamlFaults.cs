using Heat.Core.Diagnostics;
using YamlDotNet.Core;

namespace Heat.Core.Templates.Parsing;

/// <summary>
/// Words what is wrong with a YAML text as the reference's library does: what it was doing, what it found, and the line with a mark under the place.
/// The parser used here descends from the same ancestor, so its messages only have to be taken apart.
/// </summary>
internal sealed class YamlFaults(string text, string fileName)
{
    private const int LongestLine = 75;

    public static SourceSpan Span(string fileName, Mark mark) => new(fileName, (int)mark.Line, (int)mark.Column);

    public YamlException At(string? context, Mark? contextMark, string problem, Mark mark) => At(context, contextMark, problem, Span(fileName, mark));

    public YamlException At(string? context, Mark? contextMark, string problem, SourceSpan span)
    {
        List<string> lines = [];
        if (context is not null)
            lines.Add(context);
        if (contextMark is { } begin && ((int)begin.Line != span.Line || (int)begin.Column != span.Column))
            lines.Add(Place(Span(fileName, begin)));
        lines.Add(problem);
        lines.Add(Place(span));
        return new YamlException(string.Join('\n', lines), span);
    }

    public YamlException Worded(YamlDotNet.Core.YamlException exception)
    {
        var message = exception.Message[(exception.Message.StartsWith('(') ? exception.Message.IndexOf("): ", StringComparison.Ordinal) + 3 : 0)..].TrimEnd('.');
        var comma = message.IndexOf(", ", StringComparison.Ordinal);
        var hasContext = comma > 0 && message.StartsWith("While ", StringComparison.OrdinalIgnoreCase);
        var context = hasContext ? "w" + message[1..comma] : null;
        var found = hasContext ? message[(comma + 2)..] : message;
        var mark = Offending(exception, found);
        return At(context, hasContext ? exception.Start : null, Problem(context, found, mark), mark);
    }

    // The parser names where it was; what it could not go on with is the next thing that is neither blank nor a comment.
    private static Mark Offending(YamlDotNet.Core.YamlException exception, string found) =>
        found.StartsWith("did not find expected", StringComparison.Ordinal) ? exception.End.Index > exception.Start.Index ? exception.Start : exception.End : exception.End;

    private string Problem(string? context, string found, Mark mark) => (context, found) switch
    {
        (_, "did not find expected ',' or ']'") => $"expected ',' or ']', but got {Token(mark)}",
        (_, "did not find expected ',' or '}'") => $"expected ',' or '}}', but got {Token(mark)}",
        ("while parsing a block mapping", "did not find expected key") => $"expected <block end>, but found {Token(mark)}",
        ("while parsing a block collection", "did not find expected '-' indicator") => $"expected <block end>, but found {Token(mark)}",
        (_, "did not find expected node content") => $"expected the node content, but found {Token(mark)}",
        ("while scanning for the next token", "found character that cannot start any token") => $"found character {Quoted(mark)} that cannot start any token",
        ("while scanning a simple key", _) => "could not find expected ':'",
        (_, "mapping values are not allowed in this context") => "mapping values are not allowed here",
        _ => char.ToLowerInvariant(found[0]) + found[1..],
    };

    private string Token(Mark mark) => Character(mark) switch
    {
        null => "'<stream end>'",
        '[' or ']' or '{' or '}' or ',' or ':' or '?' or '-' => $"'{Character(mark)}'",
        '*' => "'<alias>'",
        '&' => "'<anchor>'",
        '!' => "'<tag>'",
        _ => "'<scalar>'",
    };

    private string Quoted(Mark mark) => Character(mark) switch
    {
        '\t' => "'\\t'",
        '\'' => "\"'\"",
        { } character => $"'{character}'",
        null => "'\\0'",
    };

    private char? Character(Mark mark) => mark.Index < text.Length ? text[(int)mark.Index] : null;

    private string Place(SourceSpan span)
    {
        var (line, pointer) = Excerpt(Line(span.Line), span.Column - 1);
        return $"  in \"<unicode string>\", line {span.Line}, column {span.Column}:\n    {line}\n    {new string(' ', pointer)}^";
    }

    private string Line(int number)
    {
        using var reader = new StringReader(text);
        for (var line = 1; line < number; line++)
            reader.ReadLine();
        return reader.ReadLine() ?? "";
    }

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
