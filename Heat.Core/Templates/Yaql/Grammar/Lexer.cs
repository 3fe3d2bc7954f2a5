using System.Globalization;
using System.Numerics;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Grammar;

/// <summary>Cuts a query into tokens, one when asked for one: what is wrong behind a fault of grammar isn't looked at.</summary>
internal sealed class Lexer(string text)
{
    // Longer ones first, so that the first that fits is the right one.
    private static readonly string[] s_symbols = ["?.", "=>", "=~", "!~", ">=", "<=", "!=", "->", ".", "+", "-", "*", "/", ">", "<", "=", "[", "]", "{", "}", "(", ")", ","];
    private static readonly HashSet<string> s_wordOperators = ["mod", "in", "not", "and", "or"];

    private int _position;

    public Token Next()
    {
        while (_position < text.Length && text[_position] is ' ' or '\t' or '\r' or '\n')
            _position++;
        if (_position == text.Length)
            return new Token(TokenKind.End, null, _position);
        return text[_position] switch
        {
            '$' => Dollar(),
            '\'' or '"' => Quoted(decode: true),
            '`' => Quoted(decode: false),
            >= '0' and <= '9' => Number(),
            var first when char.IsLetter(first) || first == '_' => Word(),
            _ => Symbol(),
        };
    }

    private Token Dollar() => Taken(TokenKind.Dollar, text[_position..EndOfWord(_position + 1)], EndOfWord(_position + 1));

    private Token Number()
    {
        var end = EndOfDigits(_position);
        if (end + 1 < text.Length && text[end] == '.' && EndOfDigits(end + 1) is var fraction && fraction > end + 1 && !IsWord(fraction))
            return Taken(TokenKind.Constant, (Number)double.Parse(text.AsSpan(_position..fraction), CultureInfo.InvariantCulture), fraction);
        if (IsWord(end))
            throw Illegal();
        return Taken(TokenKind.Constant, (Number)BigInteger.Parse(text.AsSpan(_position..end), CultureInfo.InvariantCulture), end);
    }

    private Token Word()
    {
        var end = EndOfWord(_position);
        var word = text[_position..end];
        if (end < text.Length && text[end] == '(')
            return Taken(TokenKind.Function, word, end + 1);
        if (word.StartsWith("__", StringComparison.Ordinal))
            throw Illegal();
        return word switch
        {
            "true" => Taken(TokenKind.Constant, true, end),
            "false" => Taken(TokenKind.Constant, false, end),
            "null" => Taken(TokenKind.Constant, null, end),
            _ => Taken(s_wordOperators.Contains(word) ? TokenKind.Symbol : TokenKind.Keyword, word, end),
        };
    }

    private Token Quoted(bool decode)
    {
        var quote = text[_position];
        var end = _position + 1;
        while (end < text.Length && text[end] != quote)
            end += text[end] == '\\' && end + 1 < text.Length && text[end + 1] != '\n' ? 2 : text[end] == '\\' ? text.Length : 1;
        if (end >= text.Length)
            throw Illegal();
        var content = text[(_position + 1)..end];
        return Taken(TokenKind.Constant, decode ? Escapes.Decode(content) : content.Replace("\\`", "`", StringComparison.Ordinal), end + 1);
    }

    private Token Symbol()
    {
        var rest = text.AsSpan(_position);
        foreach (var symbol in s_symbols)
            if (rest.StartsWith(symbol, StringComparison.Ordinal))
                return Taken(TokenKind.Symbol, symbol, _position + symbol.Length);
        throw Illegal();
    }

    private Token Taken(TokenKind kind, object? value, int end)
    {
        var token = new Token(kind, value, _position);
        _position = end;
        return token;
    }

    private int EndOfWord(int from)
    {
        while (IsWord(from))
            from++;
        return from;
    }

    private int EndOfDigits(int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
            from++;
        return from;
    }

    private bool IsWord(int at) => at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');

    private YaqlSyntaxException Illegal() => new($"Lexical error: illegal character '{text[_position]}' at position {_position}", _position);
}
