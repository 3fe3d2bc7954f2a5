using System.Collections;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>A map from any values to any values, in the order in which they were put in.</summary>
internal sealed class YaqlMap : IReadOnlyCollection<KeyValuePair<Key, object?>>
{
    private readonly OrderedDictionary<Key, object?> _entries;

    private YaqlMap(OrderedDictionary<Key, object?> entries)
    {
        _entries = entries;
        Extent = Extent.Around(entries.Values.Concat(entries.Keys.Select(key => key.Value)));
    }

    public Extent Extent { get; }

    public int Count => _entries.Count;

    public IEnumerable<object?> Keys => _entries.Keys.Select(key => key.Value);

    public IEnumerable<object?> Values => _entries.Values;

    /// <summary>A map of these entries; of entries with the same key the last one counts.</summary>
    public static YaqlMap Create(IEnumerable<KeyValuePair<Key, object?>> entries)
    {
        var map = new OrderedDictionary<Key, object?>();
        foreach (var (key, value) in entries)
            map[key] = value;
        return new YaqlMap(map);
    }

    public static YaqlMap OfRules(IEnumerable<Rule> rules) => Create(rules.Select(rule => rule.AsEntry));

    public bool TryGet(object? key, out object? value) => _entries.TryGetValue(new Key(key), out value);

    /// <summary>The value under a key; without that key, the other.</summary>
    public object? Get(object? key, object? otherwise) => TryGet(key, out var value) ? value : otherwise;

    /// <summary>This map with the others laid over it.</summary>
    public YaqlMap With(IEnumerable<KeyValuePair<Key, object?>> entries) => Create(_entries.Concat(entries));

    public IEnumerator<KeyValuePair<Key, object?>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
