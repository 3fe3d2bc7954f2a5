namespace Heat.Core.Templates.Yaql.Grammar;

/// <summary>A text is no query, and why, in the reference's words.</summary>
internal sealed class YaqlSyntaxException(string message, int? position) : Exception(message)
{
    /// <summary>Where in the text; nothing when it ends too early.</summary>
    public int? Position { get; } = position;
}
