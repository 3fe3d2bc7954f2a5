using Heat.Core.Diagnostics;

namespace Heat.Core.Templates.Parsing;

/// <summary>A text is not the YAML it should be. The message is worded as the reference's YAML library words it, with the line it complains about.</summary>
internal sealed class YamlException(string message, SourceSpan span) : Exception(message)
{
    public SourceSpan Span { get; } = span;
}
