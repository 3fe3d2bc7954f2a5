using System.Collections;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>A set of values, in the order in which they were put in.</summary>
internal sealed class YaqlSet : IReadOnlyCollection<object?>
{
    private readonly OrderedDictionary<Key, bool> _members = [];

    public YaqlSet(IEnumerable<object?> members)
    {
        foreach (var member in members)
            _members.TryAdd(new Key(member), true);
        Extent = Extent.Around(this);
    }

    public Extent Extent { get; }

    public int Count => _members.Count;

    public bool Has(object? value) => _members.ContainsKey(new Key(value));

    public bool IsSubsetOf(YaqlSet other) => this.All(other.Has);

    public IEnumerator<object?> GetEnumerator() => _members.Keys.Select(key => key.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
