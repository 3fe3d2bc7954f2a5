using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary>A value as messages show it: written out, and cut when it is long.</summary>
internal static class Excerpt
{
    private const int Longest = 200;

    public static string Of(Value value) => ValueText.Literal(value) is { Length: > Longest } text ? text[..Longest] : ValueText.Literal(value);
}
