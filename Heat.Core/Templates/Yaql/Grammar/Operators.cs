namespace Heat.Core.Templates.Yaql.Grammar;

/// <summary>How tightly operators bind: the higher, the tighter.</summary>
internal static class Operators
{
    public const int Loosest = 0;
    public const int Indexer = 10;

    /// <summary>The strength of an operator between two values, or nothing when the symbol is none.</summary>
    public static int? Strength(string symbol) => symbol switch
    {
        "->" => 1,
        "or" => 2,
        "and" => 3,
        ">" or "<" or ">=" or "<=" or "!=" or "=" or "in" => 5,
        "+" or "-" => 6,
        "*" or "/" or "mod" => 7,
        "=~" or "!~" => 8,
        "." or "?." => 11,
        _ => null,
    };

    /// <summary>The strength of an operator before a value, or nothing when the symbol is none.</summary>
    public static int? PrefixStrength(string symbol) => symbol switch
    {
        "not" => 4,
        "+" or "-" => 9,
        _ => null,
    };

    public static bool IsRightAssociative(string symbol) => symbol == "->";

    /// <summary>The function that an operator between two values calls.</summary>
    public static string Function(string symbol) => symbol switch
    {
        "=" => "*equal",
        "!=" => "*not_equal",
        _ => $"#operator_{symbol}",
    };

    /// <summary>The function that an operator before a value calls.</summary>
    public static string PrefixFunction(string symbol) => $"#unary_operator_{symbol}";
}
