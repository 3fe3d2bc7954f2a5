namespace Heat.Core.Templates.Expressions;

/// <summary>An expression has no value, and why, in the reference's words.</summary>
public sealed class EvaluationException(string kind, string message, Exception? cause = null) : Exception(message, cause)
{
    public const string ValueErrorKind = "ValueError";
    public const string TypeErrorKind = "TypeError";
    public const string KeyErrorKind = "KeyError";
    public const string ReferenceKind = "InvalidTemplateReference";
    public const string AttributeKind = "InvalidTemplateAttribute";
    public const string MissingParameterKind = "UserParameterMissing";

    /// <summary>The class of the fault, such as <c>ValueError</c> or <c>UserParameterMissing</c>.</summary>
    public string Kind { get; } = kind;

    /// <summary>What would be right, when there is a good guess.</summary>
    public string? Fix { get; init; }

    /// <summary>The parameter is declared and only has no value: with one, there would be a value here too.</summary>
    public bool AwaitsParameter { get; init; }

    internal static EvaluationException UnknownReference(string resource, string where, string? fix = null) =>
        new(ReferenceKind, $"The specified reference \"{resource}\" (in {where}) is incorrect.") { Fix = fix };

    internal static EvaluationException At(string path, EvaluationException inner) =>
        new(Diagnostics.Problem.ValidationFailed, $"{path}: {inner.Message}", inner);

    /// <summary>This failure as a problem of whatever stands at the place.</summary>
    internal Diagnostics.Problem AsProblem(Diagnostics.SourceSpan span, string path) => new(Kind, Message, span, path, Fix);
}
