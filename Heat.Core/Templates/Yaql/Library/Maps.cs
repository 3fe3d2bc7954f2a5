using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Maps.</summary>
internal static class Maps
{
    [YaqlFunction("#map")]
    [YaqlFunction("dict")]
    public static YaqlMap Map(params Rule[] args) => YaqlMap.OfRules(args);

    [YaqlFunction("dict")]
    public static YaqlMap Map(IEnumerable<object?> items) => YaqlMap.Create(items.Select(Pair));

    [YaqlMethod("toDict")]
    public static YaqlMap ToMap(IEnumerable<object?> collection, Lambda keySelector, Lambda? valueSelector = null) =>
        YaqlMap.OfRules(collection.Select(item => new Rule(keySelector.Invoke(item), valueSelector is null ? item : valueSelector.Invoke(item))));

    [YaqlFunction("#indexer")]
    public static object? At(YaqlMap dict, object? key) => dict.TryGet(key, out var value) ? value : throw YaqlFaults.MissingKey(key);

    [YaqlFunction("#indexer")]
    public static object? At(YaqlMap dict, object? key, object? @default) => dict.Get(key, @default);

    [YaqlMethod("get")]
    public static object? Get(YaqlMap dict, object? key, object? @default = null) => dict.Get(key, @default);

    [YaqlMethod("set")]
    public static YaqlMap Set(YaqlMap dict, object? key, object? value) => dict.With([new Rule(key, value).AsEntry]);

    [YaqlMethod("set")]
    public static YaqlMap Set(YaqlMap dict, YaqlMap replacements) => dict.With(replacements);

    [YaqlMethod("set")]
    public static YaqlMap Set(YaqlMap dict, params Rule[] args) => dict.With(args.Select(rule => rule.AsEntry));

    [YaqlMethod("keys")]
    public static YaqlSet Keys(YaqlMap dict) => new(dict.Keys);

    [YaqlMethod("values")]
    public static IEnumerable<object?> Values(YaqlMap dict) => dict.Values;

    [YaqlMethod("items")]
    public static YaqlSet Items(YaqlMap dict) => new(dict.Select(entry => YaqlList.Create([entry.Key.Value, entry.Value])));

    [YaqlMethod("containsKey")]
    public static bool ContainsKey(YaqlMap dict, object? key) => dict.TryGet(key, out _);

    [YaqlMethod("containsValue")]
    public static bool ContainsValue(YaqlMap dict, object? value) => dict.Values.Any(item => Equality.AreEqual(item, value));

    [YaqlFunction("#operator_+")]
    public static YaqlMap Combine(YaqlMap left, YaqlMap right) => left.With(right);

    [YaqlFunction("len")]
    [YaqlMethod("len")]
    public static Number Length(YaqlMap dict) => dict.Count;

    [YaqlMethod("delete")]
    public static YaqlMap Delete(YaqlMap dict, params object?[] keys) => DeleteAll(dict, keys);

    [YaqlMethod("deleteAll")]
    public static YaqlMap DeleteAll(YaqlMap dict, IEnumerable<object?> keys)
    {
        var gone = keys.Select(key => new Key(key)).ToHashSet();
        return YaqlMap.Create(dict.Where(entry => !gone.Contains(entry.Key)));
    }

    /// <summary>Both maps as one: maps in them are merged in turn, lists joined without doubles, and of other values the second one's counts.</summary>
    [YaqlMethod("mergeWith")]
    public static YaqlMap MergeWith(YaqlMap dict, YaqlMap another, Lambda? listMerger = null, Lambda? itemMerger = null, int maxLevels = 0) =>
        new Merger(listMerger, itemMerger).Merge(dict, another, maxLevels);

    private static KeyValuePair<Key, object?> Pair(object? item)
    {
        var items = item is string text ? Strings.ToCharacters(text) : item as IEnumerable<object?> ?? throw YaqlFaults.Type($"'{Notation.KindOf(item)}' object is not iterable");
        return items.Take(2).ToArray() is [var key, var value] ? new Rule(key, value).AsEntry : throw YaqlFaults.NoItem();
    }

    private sealed class Merger(Lambda? listMerger, Lambda? itemMerger)
    {
        public YaqlMap Merge(YaqlMap first, YaqlMap second, int levels) =>
            first.With(second.Select(entry => first.TryGet(entry.Key.Value, out var value) ? new(entry.Key, Merged(value, entry.Value, levels)) : entry));

        private object? Merged(object? first, object? second, int levels) => (first, second) switch
        {
            (YaqlMap a, YaqlMap b) when levels != 1 => Merge(a, b, Math.Max(0, levels - 1)),
            (YaqlList a, YaqlList b) when levels != 1 => listMerger is null ? YaqlList.Of(a.Concat(b).DistinctBy(item => new Key(item))) : listMerger.Invoke(a, b),
            (_, YaqlMap or YaqlList) when levels != 1 => throw YaqlFaults.Type($"Cannot merge <class '{Notation.KindOf(first)}'> with <class '{Notation.KindOf(second)}'>"),
            _ => itemMerger is null ? second : itemMerger.Invoke(first, second),
        };
    }
}
