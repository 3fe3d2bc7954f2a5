using System.Diagnostics.CodeAnalysis;

namespace Heat.Core.Resources;

/// <summary>All resource types there are, by name.</summary>
public sealed class ResourceTypes
{
    private readonly Dictionary<string, ResourceType> _types;

    public ResourceTypes(IEnumerable<IResourceTypeProvider> providers) =>
        _types = providers.SelectMany(provider => provider.ResourceTypes).ToDictionary(type => type.Schema.Type, StringComparer.Ordinal);

    public IEnumerable<ResourceType> All => _types.Values;

    public IEnumerable<string> Names => _types.Keys;

    /// <summary>The type of a name that is known to exist.</summary>
    public ResourceType Get(string name) => _types[name];

    public bool TryGet(string name, [NotNullWhen(true)] out ResourceType? type) => _types.TryGetValue(name, out type);
}
