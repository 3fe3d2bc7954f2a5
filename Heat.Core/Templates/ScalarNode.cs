using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>A text, number, flag or null of a document.</summary>
public sealed record ScalarNode : Node
{
    public ScalarNode(Value value, SourceSpan span)
        : base(span, 1 + ((value.AsText()?.Length ?? 0) / 64), 1) => Value = value;

    public Value Value { get; }

    internal override string KindName => Value.KindName;

    public override Value ToValue() => Value;
}
