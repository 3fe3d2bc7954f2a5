using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Collections brought down to one value, or grouped.</summary>
internal static class Aggregates
{
    [YaqlFunction("any")]
    [YaqlMethod("any")]
    public static bool Any(IEnumerable<object?> collection, Lambda? predicate = null) => collection.Any(item => predicate?.Test(item) != false);

    [YaqlFunction("all")]
    [YaqlMethod("all")]
    public static bool All(IEnumerable<object?> collection, Lambda? predicate = null) => collection.All(item => predicate?.Test(item) ?? Truth.Of(item));

    [YaqlFunction("len")]
    [YaqlMethod("len")]
    [YaqlMethod("count")]
    public static Number Count(IEnumerable<object?> collection) => collection.Count();

    [YaqlMethod("sum")]
    public static object? Sum(Scope here, IEnumerable<object?> collection, Optional initial = default) =>
        Reduced(collection, initial, (total, item) => here.Call("#operator_+", total, item));

    [YaqlMethod("max")]
    public static object? Maximum(Scope here, IEnumerable<object?> collection, Optional initial = default) =>
        Reduced(collection, initial, (greatest, item) => here.Call("max", greatest, item));

    [YaqlMethod("min")]
    public static object? Minimum(Scope here, IEnumerable<object?> collection, Optional initial = default) =>
        Reduced(collection, initial, (least, item) => here.Call("min", least, item));

    [YaqlMethod("aggregate")]
    [YaqlMethod("reduce")]
    public static object? Aggregate(IEnumerable<object?> collection, Lambda selector, Optional seed = default) =>
        Reduced(collection, seed, (total, item) => selector.Invoke(total, item));

    [YaqlMethod("accumulate")]
    public static IEnumerable<object?> Accumulate(IEnumerable<object?> collection, Lambda selector, Optional seed = default)
    {
        var total = seed;
        if (total.IsGiven)
            yield return total.Value;
        foreach (var item in collection)
        {
            total = Optional.Of(total.IsGiven ? selector.Invoke(total.Value, item) : item);
            yield return total.Value;
        }

        if (!total.IsGiven)
            throw YaqlFaults.Type("accumulate() of empty sequence with no initial value");
    }

    [YaqlMethod("groupBy")]
    public static IEnumerable<object?> GroupBy(IEnumerable<object?> collection, Lambda keySelector, Lambda? valueSelector = null, Lambda? aggregator = null)
    {
        var groups = new OrderedDictionary<Key, List<object?>>();
        foreach (var item in collection)
        {
            var value = valueSelector is null ? item : valueSelector.Invoke(item);
            var key = new Key(keySelector.Invoke(item));
            if (!groups.TryAdd(key, [value]))
                groups[key].Add(value);
        }

        var summary = new GroupSummary(aggregator);
        return groups.Select(group => summary.Of(group.Key.Value, YaqlList.Of(group.Value)));
    }

    private static object? Reduced(IEnumerable<object?> collection, Optional seed, Func<object?, object?, object?> combine)
    {
        var total = collection.Aggregate(seed, (total, item) => Optional.Of(total.IsGiven ? combine(total.Value, item) : item));
        return total.IsGiven ? total.Value : throw YaqlFaults.Type("reduce() of empty iterable with no initial value");
    }
}
