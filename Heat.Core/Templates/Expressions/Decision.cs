using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A value that stands for a condition: a flag, or the name of a condition of the template.</summary>
internal static class Decision
{
    public static bool Of(Value value, IEvaluationScope scope) => value switch
    {
        NullValue => true,
        FlagValue flag => flag.Flag,
        TextValue name => scope.Condition(name.Text),
        _ => throw Invalid(ValueText.Plain(value)),
    };

    public static EvaluationException Invalid(string condition) => new(EvaluationException.ValueErrorKind, $"Invalid condition \"{condition}\"");
}
