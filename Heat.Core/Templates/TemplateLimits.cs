namespace Heat.Core.Templates;

/// <summary>How much a document may ask of the parser. What exceeds a limit is refused while it is being read.</summary>
public sealed record TemplateLimits
{
    public static TemplateLimits Default { get; } = new();

    /// <value>The longest document, in bytes of UTF-8 (option <c>max_template_size</c>).</value>
    public int MaximumBytes { get; init; } = 524288;

    /// <value>How deep lists and maps may be nested, aliases counted where they are used.</value>
    public int MaximumDepth { get; init; } = 100;

    /// <value>The number of nodes once every alias is written out; a long text counts as several.</value>
    public long MaximumNodes { get; init; } = 1_000_000;

    /// <value>The number of aliases.</value>
    public int MaximumAliases { get; init; } = 10_000;
}
