using Heat.Core.Diagnostics;

namespace Heat.Core.Templates;

/// <summary>A key of a <see cref="MappingNode"/> and what stands under it.</summary>
/// <param name="Span">Where the key stands.</param>
public sealed record MappingEntry(string Key, SourceSpan Span, Node Value);
