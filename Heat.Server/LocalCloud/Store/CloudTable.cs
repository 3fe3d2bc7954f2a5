using System.Collections.Concurrent;
using System.Text.Json;

namespace Heat.Server.LocalCloud.Store;

/// <summary>Anything that the local cloud stores.</summary>
internal interface ICloudObject
{
    string Id { get; }

    DateTimeOffset CreatedAt { get; }
}

/// <summary>What the loader needs to know of a table.</summary>
internal interface ICloudTable
{
    void Load(string body);
}

/// <summary>All objects of one kind, by id. Reading takes no lock; only a <see cref="CloudTransaction"/> writes.</summary>
internal sealed class CloudTable<T>(string kind) : ICloudTable where T : class, ICloudObject
{
    private readonly ConcurrentDictionary<string, T> _objects = new(StringComparer.Ordinal);
    private readonly List<CloudIndex<T>> _indexes = [];

    public string Kind => kind;

    /// <summary>Every object, oldest first.</summary>
    public IReadOnlyList<T> All => InOrder(_objects.Select(entry => entry.Value));

    public T? Find(string? id) => id is not null && _objects.TryGetValue(id, out var found) ? found : null;

    public CloudIndex<T> IndexedBy(Func<T, IEnumerable<string>> keys)
    {
        var index = new CloudIndex<T>(keys);
        _indexes.Add(index);
        return index;
    }

    public CloudIndex<T> IndexedBy(Func<T, string?> key) => IndexedBy(item => key(item) is { } value ? [value] : []);

    public void Load(string body) => Replace(null, JsonSerializer.Deserialize<T>(body, CloudJson.Options)!);

    internal void Replace(T? before, T? after)
    {
        foreach (var index in _indexes) index.Replace(before, after);
        if (after is not null) _objects[after.Id] = after;
        else if (before is not null) _objects.TryRemove(before.Id, out _);
    }

    internal static IReadOnlyList<T> InOrder(IEnumerable<T> items) =>
        [.. items.OrderBy(item => item.CreatedAt).ThenBy(item => item.Id, StringComparer.Ordinal)];
}

/// <summary>Objects of a table by a value that they carry, so that no question has to look at all of them.</summary>
internal sealed class CloudIndex<T>(Func<T, IEnumerable<string>> keys) where T : class, ICloudObject
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, T>> _entries = new(StringComparer.Ordinal);

    /// <summary>The objects with that value, oldest first.</summary>
    public IReadOnlyList<T> this[string key] =>
        _entries.TryGetValue(key, out var found) ? CloudTable<T>.InOrder(found.Select(entry => entry.Value)) : [];

    public bool Contains(string key) => _entries.TryGetValue(key, out var found) && !found.IsEmpty;

    public int Count(string key) => _entries.TryGetValue(key, out var found) ? found.Count : 0;

    public T? First(string key) => _entries.TryGetValue(key, out var found) ? found.Select(entry => entry.Value).FirstOrDefault() : null;

    internal void Replace(T? before, T? after)
    {
        if (before is not null)
            foreach (var key in keys(before))
                if (_entries.TryGetValue(key, out var found)) found.TryRemove(before.Id, out _);
        if (after is not null)
            foreach (var key in keys(after))
                _entries.GetOrAdd(key, _ => new(StringComparer.Ordinal))[after.Id] = after;
    }
}
