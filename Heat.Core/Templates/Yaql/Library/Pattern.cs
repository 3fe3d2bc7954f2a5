using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>A regular expression as the reference's language writes it.</summary>
internal sealed class Pattern
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Regex _regex;

    public Pattern(string text, RegexOptions options = RegexOptions.None)
    {
        var syntax = new PatternSyntax(text);
        Names = syntax.Names;
        try
        {
            _regex = Compiled(syntax.Translated, options | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            throw YaqlFaults.Value($"Bad regular expression {Notation.Literal(text)}");
        }
    }

    /// <summary>The numbers of the groups that have names.</summary>
    public ImmutableDictionary<string, int> Names { get; }

    public bool IsIn(string text) => First(text) is not null;

    public Match? First(string text) => Guarded(() => _regex.Match(text) is { Success: true } match ? match : null);

    public IEnumerable<Match> All(string text)
    {
        for (var match = First(text); match is not null; match = Next(match))
            yield return match;
    }

    /// <summary>The text cut at what matches, with the groups of every match between the pieces. Zero means all cuts.</summary>
    public IEnumerable<object?> Split(string text, int cuts)
    {
        var start = 0;
        foreach (var match in Some(text, cuts))
        {
            yield return text[start..match.Index];
            foreach (var group in match.Groups.Values.Skip(1))
                yield return group.Success ? group.Value : null;
            start = match.Index + match.Length;
        }

        yield return text[start..];
    }

    /// <summary>The text with other text in place of what matches. Zero means all matches.</summary>
    public string Replace(Effort effort, string text, Func<Match, string> replacement, int count)
    {
        var result = new StringBuilder();
        var start = 0;
        foreach (var match in Some(text, count))
        {
            result.Append(text.AsSpan(start..match.Index)).Append(replacement(match));
            effort.CheckMemory(result.Length);
            start = match.Index + match.Length;
        }

        return result.Append(text.AsSpan(start)).ToString();
    }

    private static Regex Compiled(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, s_patience);
        }
        catch (NotSupportedException)
        {
            // Looking around and back-references need backtracking, and a limit on time.
            return new Regex(pattern, options, s_patience);
        }
    }

    private static Match? Next(Match match) => Guarded(() => match.NextMatch() is { Success: true } next ? next : null);

    private static Match? Guarded(Func<Match?> search)
    {
        try
        {
            return search();
        }
        catch (RegexMatchTimeoutException)
        {
            throw YaqlFaults.TooManySteps();
        }
    }

    private IEnumerable<Match> Some(string text, int count) => count <= 0 ? All(text) : All(text).Take(count);
}
