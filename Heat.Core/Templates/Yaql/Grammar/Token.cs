namespace Heat.Core.Templates.Yaql.Grammar;

internal enum TokenKind
{
    End,

    /// <summary>A number, a text, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Constant,

    /// <summary>A bare word.</summary>
    Keyword,

    /// <summary>A word with a parenthesis right behind it.</summary>
    Function,

    /// <summary><c>$</c>, <c>$1</c> or <c>$name</c>.</summary>
    Dollar,

    /// <summary>An operator, a bracket or a comma.</summary>
    Symbol,
}

/// <summary>A piece of a query.</summary>
/// <param name="Value">What it stands for: the number, the decoded text, the name.</param>
internal readonly record struct Token(TokenKind Kind, object? Value, int Position)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && (string?)Value == symbol;
}
