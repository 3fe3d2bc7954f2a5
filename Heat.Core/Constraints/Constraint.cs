using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>A rule that a parameter's or a property's value has to keep. Source of the kinds and their wording: HOT specification, "Parameter constraints".</summary>
public abstract record Constraint
{
    /// <summary>The author's own words, which replace the built-in message; null when none were given.</summary>
    public string? Description { get; init; }

    /// <summary>The message for a value that breaks this rule, or null for one that keeps it.</summary>
    public string? Violation(Value value) => Keeps(value) ? null : Description ?? Message(value);

    protected abstract bool Keeps(Value value);

    protected abstract string Message(Value value);
}
