using Heat.Core.Values;

namespace Heat.Resources.Constraints;

/// <summary>The wording that all custom constraints share.</summary>
internal static class ConstraintMessage
{
    public static string For(Value value, string? reason = null) => $"Error validating value '{ValueText.Plain(value)}'{(reason is null ? "" : $": {reason}")}";
}
