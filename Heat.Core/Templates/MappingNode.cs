using System.Diagnostics.CodeAnalysis;
using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>A map of a document, in the order in which its keys were written. Of entries with the same key the last one counts, in the place of the first.</summary>
public sealed record MappingNode : Node
{
    private readonly OrderedDictionary<string, MappingEntry> _entries;

    public MappingNode(IEnumerable<MappingEntry> entries, SourceSpan span)
        : this(Indexed(entries), span)
    {
    }

    private MappingNode(OrderedDictionary<string, MappingEntry> entries, SourceSpan span)
        : base(span, 1 + entries.Values.Sum(entry => 1 + entry.Value.Size), 1 + entries.Values.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max()) => _entries = entries;

    public IReadOnlyList<MappingEntry> Entries => _entries.Values;

    internal override string KindName => "dict";

    public bool TryGet(string key, [NotNullWhen(true)] out MappingEntry? entry) => _entries.TryGetValue(key, out entry);

    /// <summary>What stands under a key, or null when there is no such key.</summary>
    public Node? Find(string key) => TryGet(key, out var entry) ? entry.Value : null;

    public override Value ToValue() => MapValue.Create(Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToValue())));

    private static OrderedDictionary<string, MappingEntry> Indexed(IEnumerable<MappingEntry> entries)
    {
        var index = new OrderedDictionary<string, MappingEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
            index[entry.Key] = entry;
        return index;
    }
}
