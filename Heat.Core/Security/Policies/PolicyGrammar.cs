using Heat.Core.Values;
using Sprache;

namespace Heat.Core.Security.Policies;

/// <summary>The notation of rules: <c>and</c>, <c>or</c>, <c>not</c>, parentheses, <c>@</c> for always, <c>!</c> for never, and checks such as <c>role:admin</c>. Source: oslo.policy's documentation.</summary>
internal static class PolicyGrammar
{
    private static readonly Parser<string> s_place =
        from begin in Parse.String("%(")
        from name in Parse.CharExcept("()").Many().Text()
        from end in Parse.Char(')')
        select $"%({name})";

    private static readonly Parser<string> s_quoted =
        from quote in Parse.Chars('\'', '"')
        from text in Parse.CharExcept(quote).Many().Text()
        from end in Parse.Char(quote)
        select $"{quote}{text}{quote}";

    private static readonly Parser<string> s_word =
        from parts in s_place.Or(s_quoted).Or(Parse.Char(letter => !char.IsWhiteSpace(letter) && letter is not ('(' or ')' or '\'' or '"'), "a check").Select(letter => letter.ToString())).AtLeastOnce()
        select string.Concat(parts);

    private static readonly Parser<PolicyCheck> s_check = Word(word => !IsKeyword(word)).Select(Check);

    private static readonly Parser<PolicyCheck> s_unit = Parse.Ref(() => s_group!).Or(Parse.Ref(() => s_denial!)).Or(s_check);

    private static readonly Parser<PolicyCheck> s_all =
        from first in s_unit
        from others in Keyword("and").Then(_ => s_unit).Many()
        select One([first, .. others], parts => new PolicyCheck.All(parts));

    private static readonly Parser<PolicyCheck> s_any =
        from first in s_all
        from others in Keyword("or").Then(_ => s_all).Many()
        select One([first, .. others], parts => new PolicyCheck.Any(parts));

    private static readonly Parser<PolicyCheck> s_group = s_any.Contained(Parse.Char('(').Token(), Parse.Char(')').Token());

    private static readonly Parser<PolicyCheck> s_denial = Keyword("not").Then(_ => s_unit).Select(denied => new PolicyCheck.Not(denied));

    /// <summary>The check that a rule's value describes: a text, or lists of alternatives of checks that all have to hold, the older notation.</summary>
    /// <exception cref="PolicyException">It describes none.</exception>
    public static PolicyCheck Read(string rule, Value value) => value switch
    {
        TextValue text => Read(rule, text.Text),
        ListValue { Count: 0 } => PolicyCheck.Always,
        ListValue alternatives => new PolicyCheck.Any([.. alternatives.Select(alternative =>
            new PolicyCheck.All([.. (alternative.AsList() ?? [alternative]).Select(part => Read(rule, part.AsText() ?? throw new PolicyException(rule, "a list may hold texts and lists of texts only")))]))]),
        _ => throw new PolicyException(rule, "a text is expected"),
    };

    private static PolicyCheck Read(string rule, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return PolicyCheck.Always;
        var result = s_any.End().TryParse(text);
        return result.WasSuccessful ? result.Value : throw new PolicyException(rule, $"{result.Message} at column {result.Remainder.Column} of \"{text}\"");
    }

    private static PolicyCheck Check(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return (word, colon < 0 ? word : word[..colon]) switch
        {
            ("@", _) => PolicyCheck.Always,
            ("!", _) => PolicyCheck.Never,
            (_, "rule") when colon > 0 => new PolicyCheck.Rule(word[(colon + 1)..]),
            (_, "role") when colon > 0 => new PolicyCheck.Role(word[(colon + 1)..]),
            _ when colon > 0 => new PolicyCheck.Fact(word[..colon], word[(colon + 1)..]),
            // As in the reference, what isn't understood allows nothing.
            _ => PolicyCheck.Never,
        };
    }

    private static PolicyCheck One(IReadOnlyList<PolicyCheck> parts, Func<IReadOnlyList<PolicyCheck>, PolicyCheck> several) => parts is [var only] ? only : several(parts);

    private static Parser<string> Keyword(string keyword) => Word(word => word.Equals(keyword, StringComparison.OrdinalIgnoreCase));

    private static Parser<string> Word(Func<string, bool> isMeant) => s_word.Where(isMeant).Token();

    private static bool IsKeyword(string word) => word.ToLowerInvariant() is "and" or "or" or "not";
}
