using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>A value, or every element of a list, is one of those named.</summary>
public sealed record AllowedValuesConstraint(IReadOnlyList<Value> Allowed) : Constraint
{
    protected override bool Keeps(Value value) => value is ListValue list ? list.All(Allowed.Contains) : Allowed.Contains(value);

    protected override string Message(Value value)
    {
        var shown = value is TextValue or NullValue ? ValueText.Plain(value) : ValueText.Json(value);
        return $"\"{shown}\" is not an allowed value {ValueText.Json(ListValue.Create(Allowed))}";
    }
}
