namespace Heat.Core.Values;

/// <summary>Nothing: YAML's and JSON's null.</summary>
public sealed class NullValue : Value
{
    private NullValue()
    {
    }

    internal static NullValue Instance { get; } = new();

    public override string KindName => "NoneType";

    public override bool Equals(Value? other) => other is NullValue;

    public override int GetHashCode() => 0;
}
