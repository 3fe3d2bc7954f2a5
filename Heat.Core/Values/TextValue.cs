namespace Heat.Core.Values;

/// <summary>A text.</summary>
public sealed class TextValue(string text) : Value
{
    public string Text { get; } = text;

    public override string KindName => "str";

    public override bool Equals(Value? other) => other is TextValue text && text.Text == Text;

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);
}
