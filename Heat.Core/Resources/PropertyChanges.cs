using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>How wanted properties differ from those that the resource was last given. Both sides are complete with defaults.</summary>
public sealed record PropertyChanges(MapValue Before, MapValue After)
{
    private readonly Lazy<IReadOnlyList<string>> _names = new(() => [.. Before.Keys.Union(After.Keys).Where(name => Before.Get(name) != After.Get(name))]);

    /// <summary>The names of the properties that differ.</summary>
    public IReadOnlyList<string> Names => _names.Value;

    public bool Any => Names.Count > 0;

    public bool Contains(string name) => Names.Contains(name);

    /// <summary>The new values of the changed properties.</summary>
    public MapValue Values => MapValue.Create(Names.Select(name => KeyValuePair.Create(name, After.Get(name))));
}
