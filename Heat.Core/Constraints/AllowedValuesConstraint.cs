using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>A value, or every element of a list, is one of those named.</summary>
public sealed record AllowedValuesConstraint(IReadOnlyList<Value> Allowed) : Constraint
{
    /// <summary>The message for a value that was found not to be allowed by a comparison looser than this one's.</summary>
    internal string ViolationOf(Value value) => Description ?? Message(value);

    protected override bool Keeps(Value value) => value is ListValue list ? list.All(Allowed.Contains) : Allowed.Contains(value);

    protected override string Message(Value value) => $"{ValueText.Json(value)} is not an allowed value {ValueText.Json(ListValue.Create(Allowed))}";
}
