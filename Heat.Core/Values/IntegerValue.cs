namespace Heat.Core.Values;

/// <summary>A whole number.</summary>
public sealed class IntegerValue(long number) : Value
{
    public long Number { get; } = number;

    public override string KindName => "int";

    public override bool Equals(Value? other) => Numbers.AreEqual(this, other);

    public override int GetHashCode() => ((double)Number).GetHashCode();
}
