using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>A piece of a document that knows where it stands. Nodes are immutable; an alias shares the node it names.</summary>
public abstract record Node
{
    private protected Node(SourceSpan span, long size, int depth)
    {
        Span = span;
        Size = size;
        Depth = depth;
    }

    public SourceSpan Span { get; }

    /// <summary>The number of nodes in this tree when every alias is written out; a long text counts as several.</summary>
    internal long Size { get; }

    /// <summary>The number of levels in this tree.</summary>
    internal int Depth { get; }

    /// <summary>The word for this kind of node in messages, as <see cref="Value.KindName"/>.</summary>
    internal abstract string KindName { get; }

    public abstract Value ToValue();
}
