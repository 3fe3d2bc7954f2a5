using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Grammar;

/// <summary>Query → tree, by operator precedence. Messages are the reference's.</summary>
internal sealed class Parser
{
    // Terms are evaluated recursively, so a tree must not be deeper than the stack bears.
    private const int MaximumDepth = 150;

    private readonly string _text;
    private readonly Lexer _lexer;
    private Token _token;
    private int _nesting;

    public Parser(string text)
    {
        _text = text;
        _lexer = new Lexer(text);
    }

    public Term Parse()
    {
        Advance();
        var value = Value(Operators.Loosest);
        return _token.Kind == TokenKind.End ? value : throw Unexpected();
    }

    private Term Value(int weakest)
    {
        if (++_nesting > MaximumDepth)
            throw TooDeep();
        var value = Prefixed();
        while (_token is { Kind: TokenKind.Symbol, Value: string symbol })
        {
            if (symbol == "[" && weakest <= Operators.Indexer)
                value = Call("#indexer", [value, .. Arguments("]")]);
            else if (Operators.Strength(symbol) is { } strength && strength >= weakest)
                value = Combined(value, symbol, strength);
            else
                break;
        }

        _nesting--;
        return value;
    }

    private Term Combined(Term left, string symbol, int strength)
    {
        Advance();
        var right = Value(Operators.IsRightAssociative(symbol) ? strength : strength + 1);
        return symbol is "." or "?."
            ? Checked(new MemberTerm(left, right, isSafe: symbol == "?."))
            : Call(Operators.Function(symbol), [left, right]);
    }

    private Term Prefixed()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Constant:
                Advance();
                return new ConstantTerm(token.Value);
            case TokenKind.Keyword:
                Advance();
                return new KeywordTerm((string)token.Value!);
            case TokenKind.Dollar:
                Advance();
                return new ContextTerm((string)token.Value!);
            case TokenKind.Function:
                return Checked(new CallTerm((string)token.Value!, Arguments(")"), isOperator: false));
            case TokenKind.Symbol when Operators.PrefixStrength((string)token.Value!) is { } strength:
                Advance();
                return Call(Operators.PrefixFunction((string)token.Value!), [Value(strength)]);
            default:
                return Bracketed();
        }
    }

    private Term Bracketed()
    {
        if (_token.Is("["))
            return Call("#list", Arguments("]"));
        if (_token.Is("{"))
            return Call("#map", Arguments("}"));
        if (!_token.Is("("))
            throw Unexpected();
        Advance();
        var value = Value(Operators.Loosest);
        Expect(")");
        return Checked(new GroupTerm(value));
    }

    /// <summary>What stands between brackets: values, any of which may be left out, and then rules (<c>name => value</c>).</summary>
    private List<Term> Arguments(string close)
    {
        List<Term> arguments = [];
        Advance();
        while (!_token.Is(close) || arguments.Count > 0)
        {
            if (_token.Is(",") && arguments.LastOrDefault() is not RuleTerm)
            {
                arguments.Add(OmittedTerm.Instance);
                Advance();
                continue;
            }

            arguments.Add(Argument(arguments));
            if (_token.Is(close))
                break;
            Expect(",");
        }

        Advance();
        return arguments;
    }

    private Term Argument(List<Term> before)
    {
        var value = Value(Operators.Loosest);
        if (_token.Is("=>"))
        {
            Advance();
            return Checked(new RuleTerm(value, Value(Operators.Loosest)));
        }

        return before.LastOrDefault() is RuleTerm ? throw Unexpected() : value;
    }

    private Term Call(string function, IReadOnlyList<Term> arguments) => Checked(new CallTerm(function, arguments, isOperator: true));

    private Term Checked(Term term) => term.Depth <= MaximumDepth ? term : throw TooDeep();

    private void Expect(string symbol)
    {
        if (!_token.Is(symbol))
            throw Unexpected();
        Advance();
    }

    private void Advance() => _token = _lexer.Next();

    private YaqlSyntaxException TooDeep() => new($"Parse error: too many nested expressions at position {_token.Position}", _token.Position);

    private YaqlSyntaxException Unexpected() => _token.Kind == TokenKind.End
        ? new YaqlSyntaxException("Parse error: unexpected end of statement", null)
        : new YaqlSyntaxException($"Parse error: unexpected '{Notation.Text(_token.Value)}' at position {_token.Position} of expression '{_text}'", _token.Position);
}
