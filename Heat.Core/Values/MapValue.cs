using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Heat.Core.Values;

/// <summary>A map from text to values that keeps the order in which its entries were written. Equality ignores the order.</summary>
public sealed class MapValue : Value, IReadOnlyDictionary<string, Value>
{
    private readonly OrderedDictionary<string, Value> _entries;

    private MapValue(OrderedDictionary<string, Value> entries) => _entries = entries;

    public static MapValue Empty { get; } = new([]);

    /// <summary>A map of these entries; of entries with the same key the last one counts.</summary>
    public static MapValue Create(IEnumerable<KeyValuePair<string, Value>> entries)
    {
        var map = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            map[key] = value;
        return map.Count == 0 ? Empty : new MapValue(map);
    }

    /// <summary>A map of these pairs, for literals: <c>MapValue.Of(("name", name), ("size", 1))</c>.</summary>
    public static MapValue Of(params ReadOnlySpan<(string Key, Value Value)> entries)
    {
        var map = new OrderedDictionary<string, Value>(entries.Length, StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            map[key] = value;
        return map.Count == 0 ? Empty : new MapValue(map);
    }

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<Value> Values => _entries.Values;

    public Value this[string key] => _entries[key];

    public override string KindName => "dict";

    /// <summary>The value under a key, or <see cref="Value.Null"/> when there is none.</summary>
    public Value Get(string key) => _entries.TryGetValue(key, out var value) ? value : Null;

    /// <summary>This map with one entry added or replaced.</summary>
    public MapValue With(string key, Value value) => Create([.. _entries, KeyValuePair.Create(key, value)]);

    /// <summary>This map with the other's entries laid over it.</summary>
    public MapValue With(IEnumerable<KeyValuePair<string, Value>> entries) => Create([.. _entries, .. entries]);

    /// <summary>This map without one entry.</summary>
    public MapValue Without(string key) => ContainsKey(key) ? Create(_entries.Where(entry => entry.Key != key)) : this;

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Value value) => _entries.TryGetValue(key, out value);

    public override bool Equals(Value? other) =>
        other is MapValue map && map.Count == Count && _entries.All(entry => map.TryGetValue(entry.Key, out var value) && entry.Value.Equals(value));

    public override int GetHashCode() =>
        _entries.Aggregate(Count, (hash, entry) => hash ^ HashCode.Combine(string.GetHashCode(entry.Key, StringComparison.Ordinal), entry.Value));

    public IEnumerator<KeyValuePair<string, Value>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
