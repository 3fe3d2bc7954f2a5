using System.Text.RegularExpressions;

namespace Heat.Core.Diagnostics;

/// <summary>One thing wrong with a template, an environment or a parameter, as data: problems are collected, never only the first one.</summary>
/// <param name="Kind">The class of the fault as the REST API names it, such as <c>StackValidationFailed</c> or <c>InvalidTemplateVersion</c>.</param>
/// <param name="Message">The reference's wording: what is wrong, with its path inside the template where the reference gives one.</param>
/// <param name="Span">Where it stands in the text.</param>
/// <param name="Path">The path inside the document, such as <c>resources.server.properties.flavor</c>; empty when the document as a whole is meant.</param>
/// <param name="Fix">What would be right, such as the name that was probably meant; null when there is no good guess.</param>
public sealed partial record Problem(string Kind, string Message, SourceSpan Span, string Path = "", string? Fix = null, Severity Severity = Severity.Error)
{
    public const string ValidationFailed = "StackValidationFailed";

    /// <summary>How many problems of one document are told; whoever has more is not helped by the rest, and finding them could take long.</summary>
    public const int MostTold = 100;

    /// <summary>
    /// The same message after it has crossed the reference's internal call, which separates heading, path and detail a second time.
    /// Its answers to creating and updating a stack have this form.
    /// </summary>
    public string RelayedMessage { get; init; } = Message;

    /// <summary>
    /// True when it isn't the template's form that is wrong but what a parameter or property comes to. Whoever only has a template checked may well give other values later, or have the
    /// things that it names made first.
    /// </summary>
    public bool IsAboutValue { get; init; }

    /// <summary>A problem with something that stands at a path; the message is put together as <c>heading: path: detail</c>.</summary>
    public static Problem At(string path, string detail, SourceSpan span, string? heading = null, string kind = ValidationFailed) =>
        new(kind, Joined(heading, path, detail, ": "), span, path) { RelayedMessage = Joined(heading, path, detail, ": : "), Parts = (heading, detail) };

    /// <summary>The message in its parts; null when it wasn't put together.</summary>
    private (string? Heading, string Detail)? Parts { get; init; }

    /// <summary>The same problem as the stack above tells it, whose path leads to the document. The reference takes a number for a place in a list.</summary>
    public Problem Below(string owner)
    {
        var path = $"{owner}.{Number().Replace(Path, "[${number}]")}";
        return Parts is { } parts
            ? At(path, parts.Detail, Span, parts.Heading, Kind) with { Fix = Fix, Severity = Severity, IsAboutValue = IsAboutValue }
            : this with { Message = $"{owner}.{Message}", RelayedMessage = $"{owner}.{RelayedMessage}", Path = path };
    }

    [GeneratedRegex(@"\.(?<number>\d+)(?=\.|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    private static string Joined(string? heading, string path, string detail, string separator) =>
        $"{(string.IsNullOrEmpty(heading) ? "" : heading + separator)}{(path.Length == 0 ? "" : path + separator)}{detail}";

    /// <summary>The line for people: <c>file:line:column: message (did you mean …?)</c>.</summary>
    public override string ToString() => $"{(Span.Line > 0 ? $"{Span}: " : "")}{(Severity == Severity.Warning ? "warning: " : "")}{Message}{(Fix is null ? "" : $" ({Fix})")}";
}
