using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>A list of a document.</summary>
public sealed record SequenceNode : Node
{
    public SequenceNode(IReadOnlyList<Node> items, SourceSpan span)
        : base(span, 1 + items.Sum(item => item.Size), 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max()) => Items = items;

    public IReadOnlyList<Node> Items { get; }

    internal override string KindName => "list";

    public override Value ToValue() => ListValue.Create(Items.Select(item => item.ToValue()));
}
