using System.Collections;
using System.Runtime.CompilerServices;

namespace Heat.Core.Values;

/// <summary>An ordered list of values.</summary>
[CollectionBuilder(typeof(ListValue), nameof(Create))]
public sealed class ListValue : Value, IReadOnlyList<Value>
{
    private readonly Value[] _items;

    private ListValue(Value[] items) => _items = items;

    public static ListValue Empty { get; } = new([]);

    public static ListValue Create(ReadOnlySpan<Value> items) => items.IsEmpty ? Empty : new ListValue(items.ToArray());

    public static ListValue Create(IEnumerable<Value> items) => Create([.. items]);

    /// <summary>A list of these values, for literals where a collection expression can't stand.</summary>
    public static ListValue Of(params ReadOnlySpan<Value> items) => Create(items);

    public int Count => _items.Length;

    public Value this[int index] => _items[index];

    public override string KindName => "list";

    public override bool Equals(Value? other) => other is ListValue list && _items.AsSpan().SequenceEqual(list._items);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<Value> GetEnumerator() => ((IEnumerable<Value>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
