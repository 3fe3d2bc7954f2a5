namespace Heat.Core.Values;

/// <summary>
/// A value as templates, parameters, properties, attributes and outputs know it: nothing, a flag, a number, a text, a list or a map.
/// Values are immutable and compare by content; numbers and flags compare as in the reference implementation (1 equals 1.0 and true).
/// </summary>
public abstract class Value : IEquatable<Value>
{
    private protected Value()
    {
    }

    /// <summary>The absence of a value (null in YAML and JSON).</summary>
    public static Value Null => NullValue.Instance;

    /// <summary>True for <see cref="Null"/> only.</summary>
    public bool IsNull => this is NullValue;

    /// <summary>The name that messages use for this kind of value, the reference's word: str, int, float, bool, list, dict, NoneType.</summary>
    public abstract string KindName { get; }

    public static implicit operator Value(string? text) => text is null ? Null : new TextValue(text);

    public static implicit operator Value(bool flag) => flag ? FlagValue.True : FlagValue.False;

    public static implicit operator Value(int number) => new IntegerValue(number);

    public static implicit operator Value(long number) => new IntegerValue(number);

    public static implicit operator Value(double number) => new NumberValue(number);

    public static Value FromNullable(long? number) => number is { } value ? new IntegerValue(value) : Null;

    public static Value FromNullable(bool? flag) => flag is { } value ? value : Null;

    public abstract bool Equals(Value? other);

    public sealed override bool Equals(object? obj) => Equals(obj as Value);

    public abstract override int GetHashCode();

    /// <summary>The text of this value as a person would write it into a template's string: scalars plain, lists and maps as JSON.</summary>
    public override string ToString() => ValueText.Plain(this);

    public static bool operator ==(Value? left, Value? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Value? left, Value? right) => !(left == right);
}
