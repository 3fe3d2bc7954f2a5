namespace Heat.Core.Values;

/// <summary>A number with a fraction.</summary>
public sealed class NumberValue(double number) : Value
{
    public double Number { get; } = number;

    public override string KindName => "float";

    public override bool Equals(Value? other) => Numbers.AreEqual(this, other);

    public override int GetHashCode() => Number.GetHashCode();
}
