using System.Text.RegularExpressions;
using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>A text matches a regular expression as a whole. Matching is bounded in time, so that no pattern can hold the server up.</summary>
public sealed record AllowedPatternConstraint : Constraint
{
    private readonly Regex _expression;

    public AllowedPatternConstraint(string pattern)
    {
        Pattern = pattern;
        _expression = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
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
}
