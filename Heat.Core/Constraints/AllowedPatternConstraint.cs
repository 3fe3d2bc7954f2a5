using System.Text.RegularExpressions;
using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>
/// A text matches a regular expression as a whole. No pattern can hold the server up: matching takes a time that only grows with the text, and for the few patterns that can't be matched in this way
/// (those which look around or refer back) the time is limited.
/// </summary>
public sealed record AllowedPatternConstraint : Constraint
{
    // Long enough that a right value passes on a machine that is short of time.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    private readonly Regex _expression;

    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public AllowedPatternConstraint(string pattern)
    {
        Pattern = pattern;
        _expression = Expression($@"\A(?:{pattern})\z");
    }

    public string Pattern { get; }

    public bool Equals(AllowedPatternConstraint? other) => other is not null && other.Pattern == Pattern && other.Description == Description;

    public override int GetHashCode() => HashCode.Combine(Pattern, Description);

    protected override bool Keeps(Value value)
    {
        try
        {
            return value.AsText() is not { } text || _expression.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    protected override string Message(Value value) => $"\"{ValueText.Plain(value)}\" does not match pattern \"{Pattern}\"";

    private static Regex Expression(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, s_limit);
        }
    }
}
