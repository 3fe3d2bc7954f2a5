using System.Collections;
using System.Runtime.CompilerServices;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>A list whose items are all known, as opposed to a sequence that is still to be gone through.</summary>
[CollectionBuilder(typeof(YaqlList), nameof(Create))]
internal sealed class YaqlList : IReadOnlyList<object?>
{
    private readonly object?[] _items;

    private YaqlList(object?[] items)
    {
        _items = items;
        Extent = Extent.Around(items);
    }

    public static YaqlList Empty { get; } = new([]);

    public Extent Extent { get; }

    public int Count => _items.Length;

    public object? this[int index] => _items[index];

    public static YaqlList Create(ReadOnlySpan<object?> items) => items.IsEmpty ? Empty : new YaqlList(items.ToArray());

    public static YaqlList Of(IEnumerable<object?> items) => items as YaqlList ?? new YaqlList([.. items]);

    /// <summary>The part of the list between two positions.</summary>
    public YaqlList Slice(int start, int length) => Create(_items.AsSpan(start, length));

    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
