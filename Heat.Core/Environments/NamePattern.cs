using System.Text;
using System.Text.RegularExpressions;

namespace Heat.Core.Environments;

/// <summary>Patterns of resource names, as file names are matched: <c>*</c> for anything, <c>?</c> for one character, <c>[a-c]</c> for one of these, <c>[!a-c]</c> for one of the others.</summary>
internal static class NamePattern
{
    public static bool Matches(string pattern, string name) =>
        pattern == name || (pattern.AsSpan().IndexOfAny("*?[") >= 0 && Regex.IsMatch(name, Expression(pattern), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant));

    private static string Expression(string pattern)
    {
        var expression = new StringBuilder(@"\A");
        for (var place = 0; place < pattern.Length; place++)
        {
            var end = pattern[place] == '[' ? ClosingBracket(pattern, place) : -1;
            expression.Append((pattern[place], end) switch
            {
                ('*', _) => ".*",
                ('?', _) => ".",
                ('[', > 0) => CharacterClass(pattern[(place + 1)..end]),
                var (character, _) => Regex.Escape(character.ToString()),
            });
            place = Math.Max(place, end);
        }

        return expression.Append(@"\z").ToString();
    }

    /// <summary>The bracket that closes a class; one that stands first in it is part of it. Negative when there is none.</summary>
    private static int ClosingBracket(string pattern, int opening)
    {
        var first = opening + 1 < pattern.Length && pattern[opening + 1] == '!' ? opening + 2 : opening + 1;
        return first + 1 <= pattern.Length ? pattern.IndexOf(']', Math.Min(first + 1, pattern.Length)) : -1;
    }

    // Ranges that run backwards hold nothing; they are taken for the characters that they are written with.
    private static string CharacterClass(string members)
    {
        var isNegated = members[0] == '!';
        var characters = new StringBuilder();
        for (var place = isNegated ? 1 : 0; place < members.Length; place++)
        {
            var isRange = place + 2 < members.Length && members[place + 1] == '-' && members[place] <= members[place + 2];
            characters.Append(isRange ? $"{Escaped(members[place])}-{Escaped(members[place + 2])}" : Escaped(members[place]));
            place += isRange ? 2 : 0;
        }

        return $"[{(isNegated ? "^" : "")}{characters}]";
    }

    private static string Escaped(char character) => $@"\u{(int)character:x4}";
}
