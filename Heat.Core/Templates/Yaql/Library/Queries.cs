using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Choosing from collections and reshaping them. Sequences are only gone through when their items are asked for.</summary>
internal static class Queries
{
    [YaqlMethod("where")]
    [YaqlMethod("filter")]
    public static IEnumerable<object?> Where(IEnumerable<object?> collection, Lambda predicate) => collection.Where(item => predicate.Test(item));

    [YaqlMethod("select")]
    [YaqlMethod("map")]
    public static IEnumerable<object?> Select(IEnumerable<object?> collection, Lambda selector) => collection.Select(item => selector.Invoke(item));

    [YaqlMethod("selectMany")]
    public static IEnumerable<object?> SelectMany(IEnumerable<object?> collection, Lambda selector) =>
        collection.SelectMany(item => selector.Invoke(item) is var inner && inner is IEnumerable<object?> items ? items : [inner]);

    [YaqlMethod("skip")]
    public static IEnumerable<object?> Skip(IEnumerable<object?> collection, int count) => collection.Skip(NotNegative(count));

    [YaqlMethod("limit")]
    [YaqlMethod("take")]
    public static IEnumerable<object?> Take(IEnumerable<object?> collection, int count) => collection.Take(NotNegative(count));

    [YaqlMethod("takeWhile")]
    public static IEnumerable<object?> TakeWhile(IEnumerable<object?> collection, Lambda predicate) => collection.TakeWhile(item => predicate.Test(item));

    [YaqlMethod("skipWhile")]
    public static IEnumerable<object?> SkipWhile(IEnumerable<object?> collection, Lambda predicate) => collection.SkipWhile(item => predicate.Test(item));

    [YaqlFunction("append")]
    [YaqlMethod("append")]
    public static IEnumerable<object?> Append(IEnumerable<object?> collection, params object?[] args) => collection.Concat(args);

    [YaqlFunction("concat")]
    [YaqlMethod("concat")]
    public static IEnumerable<object?> Concatenate(params IEnumerable<object?>[] collections) => collections.SelectMany(items => items);

    [YaqlFunction("distinct")]
    [YaqlMethod("distinct")]
    public static IEnumerable<object?> Distinct(IEnumerable<object?> collection, Lambda? keySelector = null) =>
        collection.DistinctBy(item => new Key(keySelector is null ? item : keySelector.Invoke(item)));

    [YaqlFunction("enumerate")]
    [YaqlMethod("enumerate")]
    public static IEnumerable<object?> Enumerate(IEnumerable<object?> collection, int start = 0) =>
        collection.Select((item, index) => YaqlList.Create([(Number)start + index, item]));

    [YaqlMethod("first")]
    public static object? First(IEnumerable<object?> collection, Optional @default = default)
    {
        foreach (var item in collection)
            return item;
        return @default.IsGiven ? @default.Value : throw YaqlFaults.NoItem();
    }

    [YaqlMethod("last")]
    public static object? Last(IEnumerable<object?> collection, Optional @default = default)
    {
        var last = collection.Aggregate(@default, (_, item) => Optional.Of(item));
        return last.IsGiven ? last.Value : throw YaqlFaults.NoItem();
    }

    [YaqlMethod("single")]
    public static object? Single(IEnumerable<object?> collection) => collection.Take(2).ToArray() switch
    {
        [var item] => item,
        [] => throw YaqlFaults.NoItem(),
        _ => throw YaqlFaults.NoItem("Collection contains more than one item"),
    };

    [YaqlMethod("indexOf")]
    public static Number IndexOf(IEnumerable<object?> collection, object? item) => Index(collection, other => Equality.AreEqual(other, item));

    [YaqlMethod("lastIndexOf")]
    public static Number LastIndexOf(IEnumerable<object?> collection, object? item) => LastIndex(collection, other => Equality.AreEqual(other, item));

    [YaqlMethod("indexWhere")]
    public static Number IndexWhere(IEnumerable<object?> collection, Lambda predicate) => Index(collection, item => predicate.Test(item));

    [YaqlMethod("lastIndexWhere")]
    public static Number LastIndexWhere(IEnumerable<object?> collection, Lambda predicate) => LastIndex(collection, item => predicate.Test(item));

    [YaqlMethod("orderBy")]
    public static Ordering OrderBy(Scope here, IEnumerable<object?> collection, Lambda selector) => new Ordering(here, collection).By(selector, isDescending: false);

    [YaqlMethod("orderByDescending")]
    public static Ordering OrderByDescending(Scope here, IEnumerable<object?> collection, Lambda selector) => new Ordering(here, collection).By(selector, isDescending: true);

    [YaqlMethod("thenBy")]
    public static Ordering ThenBy(Ordering collection, Lambda selector) => collection.By(selector, isDescending: false);

    [YaqlMethod("thenByDescending")]
    public static Ordering ThenByDescending(Ordering collection, Lambda selector) => collection.By(selector, isDescending: true);

    [YaqlMethod("zip")]
    public static IEnumerable<object?> Zip(params IEnumerable<object?>[] collections) => Rows(collections, untilAllEnd: false, null);

    [YaqlMethod("zipLongest")]
    public static IEnumerable<object?> ZipLongest(Arguments options, params IEnumerable<object?>[] collections) =>
        Rows(collections, untilAllEnd: true, options.Named.GetValueOrDefault("default"));

    [YaqlMethod("join")]
    public static IEnumerable<object?> Join(IEnumerable<object?> collection1, IEnumerable<object?> collection2, Lambda predicate, Lambda selector)
    {
        var others = new Memorised(collection2);
        return from one in collection1 from other in others where predicate.Test(one, other) select selector.Invoke(one, other);
    }

    [YaqlMethod("slice")]
    public static IEnumerable<object?> Slice(IEnumerable<object?> collection, int length) =>
        NotNegative(length) == 0 ? [] : collection.Chunk(length).Select(chunk => YaqlList.Create(chunk));

    [YaqlMethod("splitAt")]
    public static YaqlList SplitAt(IEnumerable<object?> collection, int index)
    {
        var items = YaqlList.Of(collection);
        var at = Math.Clamp(index < 0 ? index + items.Count : index, 0, items.Count);
        return [items[..at], items[at..]];
    }

    [YaqlMethod("splitWhere")]
    public static IEnumerable<object?> SplitWhere(IEnumerable<object?> collection, Lambda predicate)
    {
        var items = YaqlList.Of(collection);
        var start = 0;
        for (var end = 0; end < items.Count; end++)
        {
            if (!predicate.Test(items[end]))
                continue;
            yield return items[start..end];
            start = end + 1;
        }

        if (start != items.Count)
            yield return items[start..];
    }

    [YaqlMethod("sliceWhere")]
    public static IEnumerable<object?> SliceWhere(IEnumerable<object?> collection, Lambda predicate)
    {
        var items = YaqlList.Of(collection);
        var start = 0;
        object? before = null;
        for (var end = 0; end < items.Count; end++)
        {
            var now = predicate.Invoke(items[end]);
            if (end > 0 && !Equality.AreEqual(now, before))
            {
                yield return items[start..end];
                start = end;
            }

            before = now;
        }

        if (start != items.Count)
            yield return items[start..];
    }

    [YaqlMethod("defaultIfEmpty")]
    public static IEnumerable<object?> DefaultIfEmpty(IEnumerable<object?> collection, IEnumerable<object?> @default)
    {
        var items = Memorise(collection);
        return items.Any() ? items : @default;
    }

    /// <summary>The same items; a sequence is only gone through once, however often its items are asked for.</summary>
    [YaqlMethod("memorize")]
    public static IEnumerable<object?> Memorise(IEnumerable<object?> collection) => Kinds.IsSequence(collection) ? new Memorised(collection) : collection;

    private static int NotNegative(int count) => count >= 0 ? count : throw YaqlFaults.Value("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");

    private static Number Index(IEnumerable<object?> collection, Func<object?, bool> test) =>
        collection.Select((item, index) => test(item) ? index : -1).FirstOrDefault(index => index >= 0, -1);

    private static Number LastIndex(IEnumerable<object?> collection, Func<object?, bool> test) =>
        collection.Select((item, index) => test(item) ? index : -1).Aggregate(-1, Math.Max);

    private static IEnumerable<object?> Rows(IEnumerable<object?>[] collections, bool untilAllEnd, object? filler)
    {
        var columns = Array.ConvertAll(collections, items => items.GetEnumerator());
        while (columns.Length > 0)
        {
            var has = Array.ConvertAll(columns, column => column.MoveNext());
            if (untilAllEnd ? !has.Contains(true) : has.Contains(false))
                yield break;
            yield return YaqlList.Of(columns.Zip(has, (column, isThere) => isThere ? column.Current : filler).ToArray());
        }
    }
}
