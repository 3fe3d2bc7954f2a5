namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>A value, null too, as a key of a map or a member of a set: alike when the values are equal.</summary>
internal readonly record struct Key(object? Value)
{
    public bool Equals(Key other) => Equality.AreEqual(Value, other.Value);

    public override int GetHashCode() => Equality.HashOf(Value);
}
