namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>An argument that may be left out, which isn't the same as null.</summary>
internal readonly record struct Optional(object? Value, bool IsGiven)
{
    public static Optional Of(object? value) => new(value, true);
}
