namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>When values are equal: numbers and flags by their numeric value (1 = 1.0 = true), lists, maps and sets by their content.</summary>
internal static class Equality
{
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, _) or (_, null) => left is null && right is null,
        (bool or Number, bool or Number) => AsNumber(left) == AsNumber(right),
        (YaqlList a, YaqlList b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (YaqlMap a, YaqlMap b) => a.Count == b.Count && a.All(entry => b.TryGet(entry.Key.Value, out var other) && AreEqual(entry.Value, other)),
        (YaqlSet a, YaqlSet b) => a.Count == b.Count && a.IsSubsetOf(b),
        _ => left.Equals(right),
    };

    public static int HashOf(object? value) => value switch
    {
        null => 0,
        bool or Number => AsNumber(value).GetHashCode(),
        YaqlList list => list.Aggregate(list.Count, (hash, item) => HashCode.Combine(hash, HashOf(item))),
        YaqlMap map => map.Aggregate(map.Count, (hash, entry) => hash ^ HashCode.Combine(HashOf(entry.Key.Value), HashOf(entry.Value))),
        YaqlSet set => set.Aggregate(set.Count, (hash, item) => hash ^ HashOf(item)),
        _ => value.GetHashCode(),
    };

    private static Number AsNumber(object value) => value is Number number ? number : (bool)value ? 1 : 0;
}
