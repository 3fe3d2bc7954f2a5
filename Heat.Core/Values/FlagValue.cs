namespace Heat.Core.Values;

/// <summary>True or false.</summary>
public sealed class FlagValue : Value
{
    private FlagValue(bool flag) => Flag = flag;

    public static FlagValue True { get; } = new(true);

    public static FlagValue False { get; } = new(false);

    public bool Flag { get; }

    public override string KindName => "bool";

    public override bool Equals(Value? other) => Numbers.AreEqual(this, other);

    public override int GetHashCode() => (Flag ? 1.0 : 0.0).GetHashCode();
}
