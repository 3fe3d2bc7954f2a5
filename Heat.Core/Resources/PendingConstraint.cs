using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>A custom constraint that a property's value still has to keep.</summary>
/// <param name="Path">Where the value stands, such as <c>resources.server.properties.flavor</c>.</param>
public sealed record PendingConstraint(string Path, CustomConstraint Constraint, Value Value, SourceSpan Span)
{
    /// <summary>The problem to report when the check found a violation.</summary>
    /// <param name="message">What the check says.</param>
    public Problem Violated(string message) => Problem.At(Path, Constraint.Description ?? message, Span, PropertyResolver.Heading);
}
