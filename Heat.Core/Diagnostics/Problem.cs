namespace Heat.Core.Diagnostics;

/// <summary>One thing wrong with a template, an environment or a parameter, as data: problems are collected, never only the first one.</summary>
/// <param name="Kind">The class of the fault as the REST API names it, such as <c>StackValidationFailed</c> or <c>InvalidTemplateVersion</c>.</param>
/// <param name="Message">The reference's wording: what is wrong, with its path inside the template where the reference gives one.</param>
/// <param name="Span">Where it stands in the text.</param>
/// <param name="Path">The path inside the document, such as <c>resources.server.properties.flavor</c>; empty when the document as a whole is meant.</param>
/// <param name="Fix">What would be right, such as the name that was probably meant; null when there is no good guess.</param>
public sealed record Problem(string Kind, string Message, SourceSpan Span, string Path = "", string? Fix = null, Severity Severity = Severity.Error)
{
    public const string ValidationFailed = "StackValidationFailed";

    /// <summary>The line for people: <c>file:line:column: message (did you mean …?)</c>.</summary>
    public override string ToString() => $"{(Span.Line > 0 ? $"{Span}: " : "")}{Message}{(Fix is null ? "" : $" ({Fix})")}";
}
