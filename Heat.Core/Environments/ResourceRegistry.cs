using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Environments;

/// <summary>
/// Which resource types stand for which others or for templates, in general and for single resources, and where a stack's actions stop (hooks) or are refused.
/// Immutable. Source: heat template guide, "Environments".
/// </summary>
public sealed class ResourceRegistry
{
    private const string ResourcesKey = "resources";
    private const string HooksKey = "hooks";
    private const string RestrictionsKey = "restricted_actions";

    // Mappings may lead to further mappings; a circle among them leads nowhere.
    private const int LongestChain = 32;

    private static readonly string[] s_hooks = ["pre-create", "pre-update", "pre-delete", "post-create", "post-update", "post-delete"];
    private static readonly string[] s_restrictions = ["update", "replace"];

    private readonly MapValue _entries;

    private ResourceRegistry(MapValue entries) => _entries = entries;

    /// <summary>The hooks that there are.</summary>
    public static IReadOnlyList<string> HookNames => s_hooks;

    public static ResourceRegistry Empty { get; } = new(MapValue.Of((ResourcesKey, MapValue.Empty)));

    private MapValue Resources => _entries.Get(ResourcesKey).AsMap() ?? MapValue.Empty;

    /// <summary>A registry with the entries of the section <c>resource_registry</c>.</summary>
    /// <exception cref="ProblemException">A hook or restricted action isn't one.</exception>
    public static ResourceRegistry Create(MapValue section)
    {
        var entries = Loaded(section);
        return new ResourceRegistry(entries.ContainsKey(ResourcesKey) ? entries : entries.With(ResourcesKey, MapValue.Empty));
    }

    /// <summary>What the type of a resource stands for: the user's mappings come first, those for this very resource before the general ones; then the type itself.</summary>
    /// <param name="isKnown">Whether there is a built-in resource type of a name.</param>
    /// <returns>A null reference when nothing is found.</returns>
    public RegistryMatch? Resolve(string type, string? resource, Func<string, bool> isKnown) => Resolve(type, resource, isKnown, 0);

    /// <summary>This registry with notes of what it was asked for, which the reference shows too: template files used as types, and types found by a wildcard.</summary>
    public ResourceRegistry Noting(IEnumerable<string> types) => new(_entries.With(
        from type in types.Distinct()
        where !_entries.ContainsKey(type)
        let value = IsTemplate(type) ? type : Wildcards(type).Select(entry => entry.Value).FirstOrDefault()
        where value is not null
        select KeyValuePair.Create(type, value)));

    /// <summary>This registry with the entries of another laid over it.</summary>
    public ResourceRegistry With(ResourceRegistry other) => new(_entries.With(other._entries.Where(entry => entry.Value is not MapValue { Count: 0 })));

    /// <summary>This registry with other names for the template files in it.</summary>
    public ResourceRegistry Relocated(Func<string, string> rename) => new(Relocated(_entries, rename));

    /// <summary>True when the action on this resource has to wait for somebody, such as at <c>pre-create</c>.</summary>
    public bool HasHook(string resource, string hook) => Hooks(resource).Contains(hook);

    /// <summary>Where the actions on this resource have to wait for somebody: <c>pre-create</c>, <c>post-create</c>, and so on.</summary>
    public IReadOnlySet<string> Hooks(string resource) => Matching(resource).SelectMany(entry => Words(entry.Get(HooksKey))).ToHashSet();

    /// <summary>What may not be done to this resource: <c>update</c>, <c>replace</c>.</summary>
    public IReadOnlySet<string> RestrictedActions(string resource) => Matching(resource).SelectMany(entry => Words(entry.Get(RestrictionsKey))).ToHashSet();

    /// <summary>The registry as the API shows it.</summary>
    public MapValue ToValue() => _entries;

    internal ResourceRegistry ForNested(string resource, string? mappedType)
    {
        var inside = MapValue.Create(Matching(resource).SelectMany(entry => entry));
        var entries = mappedType is null || mappedType == ResourcesKey ? _entries : _entries.Without(mappedType);
        return new ResourceRegistry(entries.With(ResourcesKey, inside));
    }

    private RegistryMatch? Resolve(string type, string? resource, Func<string, bool> isKnown, int length)
    {
        if (length > LongestChain)
            return null;
        foreach (var (key, target) in Candidates(type, resource))
        {
            if (IsTemplate(target))
                return new RegistryMatch(target, IsTemplate: true, key);
            var mapped = key.EndsWith('*') && target.EndsWith('*') ? target[..^1] + type[(key.Length - 1)..] : target;
            if (mapped != type && Resolve(mapped, resource, isKnown, length + 1) is { } match)
                return match;
        }

        if (IsTemplate(type))
            return new RegistryMatch(type, IsTemplate: true, type);
        return isKnown(type) ? new RegistryMatch(type, IsTemplate: false) : null;
    }

    private IEnumerable<(string Key, string Target)> Candidates(string type, string? resource)
    {
        // What is said about this very resource comes before what a pattern of names says.
        foreach (var entry in Matching(resource).OrderByDescending(entry => ReferenceEquals(entry, Resources.Get(resource!))))
            if (entry.Get(type).AsText() is { } own)
                yield return (type, own);
        // Wildcards are asked in the order of their names, which puts them before longer names.
        foreach (var (key, value) in Wildcards(type).Concat(_entries.Where(entry => entry.Key == type)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            if (value.AsText() is { } target)
                yield return (key, target);
    }

    private IEnumerable<KeyValuePair<string, Value>> Wildcards(string type) =>
        _entries.Where(entry => entry.Key.EndsWith('*') && type.StartsWith(entry.Key[..^1], StringComparison.Ordinal) && entry.Value.AsText() is { } target && target != type);

    private IEnumerable<MapValue> Matching(string? resource) => resource is null
        ? []
        : Resources.Where(entry => entry.Value is MapValue && NamePattern.Matches(entry.Key, resource)).Select(entry => (MapValue)entry.Value);

    private static MapValue Loaded(MapValue section)
    {
        Dictionary<string, Value> entries = [];
        foreach (var (key, value) in section)
        {
            CheckWords(key, HooksKey, value, s_hooks, "InvalidBreakPointHook", "Invalid hook type \"{0}\" for resource breakpoint, acceptable hook types are: {1}");
            CheckWords(key, RestrictionsKey, value, s_restrictions, "InvalidRestrictedAction", "Invalid restricted_action type \"{0}\" for resource, acceptable restricted_action types are: {1}");
            if (value.IsNull)
                Remove(key, entries);
            else
                entries[key] = value is MapValue map ? Loaded(map) : value;
        }

        return MapValue.Create(entries);
    }

    /// <summary>A key with null takes a mapping away, one that ends in <c>*</c> all with that beginning.</summary>
    private static void Remove(string key, Dictionary<string, Value> entries)
    {
        string[] removed = key.EndsWith('*') ? [.. entries.Keys.Where(name => name.StartsWith(key[..^1], StringComparison.Ordinal))] : [key];
        foreach (var name in removed.Where(name => entries.GetValueOrDefault(name) is not MapValue))
            entries.Remove(name);
    }

    private static void CheckWords(string key, string checkedKey, Value value, string[] allowed, string kind, string message)
    {
        if (key != checkedKey || (value is TextValue or ListValue && Words(value).All(allowed.Contains) && (value is not ListValue list || list.All(item => item is TextValue))))
            return;
        var words = $"({string.Join(", ", allowed.Select(word => $"'{word}'"))})";
        throw new ProblemException(kind, message.Replace("{0}", ValueText.Plain(value), StringComparison.Ordinal).Replace("{1}", words, StringComparison.Ordinal));
    }

    private static MapValue Relocated(MapValue entries, Func<string, string> rename) => MapValue.Create(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value switch
    {
        MapValue map => Relocated(map, rename),
        TextValue { Text: var name } when IsTemplate(name) => rename(name),
        _ => entry.Value,
    })));

    private static IEnumerable<string> Words(Value value) => value is TextValue text ? [text.Text] : value.Texts();

    internal static bool IsTemplate(string name) => name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".template", StringComparison.Ordinal);
}
