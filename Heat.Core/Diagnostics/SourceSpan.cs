namespace Heat.Core.Diagnostics;

/// <summary>A place in a text: file name and the one-based line and column of its first character. Line 0 means that the place is not known.</summary>
public readonly record struct SourceSpan(string File, int Line, int Column)
{
    public static SourceSpan None { get; } = new("", 0, 0);

    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}" : File;
}
