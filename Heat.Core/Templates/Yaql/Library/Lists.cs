using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Lists, and changing collections at a position. What is changed is a new collection.</summary>
internal static class Lists
{
    [YaqlFunction("#list")]
    public static YaqlList Of(params object?[] args) => YaqlList.Of(args);

    /// <summary>A list of these, with sequences written out.</summary>
    [YaqlFunction("list")]
    public static YaqlList List(Scope here, params object?[] args) => YaqlList.Of(here.Effort.Limited(Unrolled(args)));

    [YaqlMethod("toList")]
    public static YaqlList ToList(IEnumerable<object?> collection) => YaqlList.Of(collection);

    [YaqlMethod("flatten")]
    public static IEnumerable<object?> Flatten(IEnumerable<object?> collection)
    {
        foreach (var item in collection)
        {
            if (item is not IEnumerable<object?> inner)
            {
                yield return item;
                continue;
            }

            foreach (var part in Flatten(inner))
                yield return part;
        }
    }

    [YaqlFunction("#indexer")]
    public static object? At(YaqlList list, int index)
    {
        var position = index < 0 ? index + list.Count : index;
        return position >= 0 && position < list.Count ? list[position] : throw YaqlFaults.Index();
    }

    [YaqlFunction("#operator_in")]
    public static bool In(object? value, IEnumerable<object?> collection) => Contains(collection, value);

    [YaqlMethod("contains")]
    public static bool Contains(IEnumerable<object?> collection, object? value) => collection.Any(item => Equality.AreEqual(item, value));

    [YaqlFunction("#operator_+")]
    public static object Combine(IEnumerable<object?> left, IEnumerable<object?> right) => (left, right) switch
    {
        (YaqlList, YaqlList) => YaqlList.Of(left.Concat(right)),
        (YaqlSet a, YaqlSet b) => Sets.Union(a, b),
        _ => left.Concat(right),
    };

    [YaqlFunction("#operator_*")]
    public static YaqlList Times(Scope here, YaqlList left, int right)
    {
        here.Effort.CheckMemory(8.0 * left.Count * right);
        return YaqlList.Of(Enumerable.Repeat(left, Math.Max(right, 0)).SelectMany(items => items).ToArray());
    }

    [YaqlFunction("#operator_*")]
    public static YaqlList Times(Scope here, int left, YaqlList right) => Times(here, right, left);

    [YaqlFunction("len")]
    [YaqlMethod("len")]
    public static Number Length(YaqlList sequence) => sequence.Count;

    [YaqlMethod("delete")]
    public static IEnumerable<object?> Delete(IEnumerable<object?> collection, int position, int count = 1) =>
        collection.Where((_, index) => !IsIn(index, position, count));

    [YaqlMethod("replace")]
    public static IEnumerable<object?> Replace(IEnumerable<object?> collection, int position, object? value, int count = 1) =>
        ReplaceMany(collection, position, [value], count);

    [YaqlMethod("replaceMany")]
    public static IEnumerable<object?> ReplaceMany(IEnumerable<object?> collection, int position, IEnumerable<object?> values, int count = 1)
    {
        var isDone = false;
        foreach (var (index, item) in collection.Index())
        {
            if (!IsIn(index, position, count))
            {
                yield return item;
                continue;
            }

            foreach (var value in isDone ? [] : values)
                yield return value;
            isDone = true;
        }
    }

    [YaqlMethod("insert")]
    public static YaqlList Insert(YaqlList collection, int position, object? value)
    {
        List<object?> items = [.. collection];
        items.Insert(Math.Clamp(position < 0 ? position + items.Count : position, 0, items.Count), value);
        return YaqlList.Of(items);
    }

    [YaqlMethod("insert")]
    public static IEnumerable<object?> Insert(IEnumerable<object?> collection, int position, object? value) =>
        position < 0 ? collection : InsertMany(collection, position, [value]);

    [YaqlMethod("insertMany")]
    public static IEnumerable<object?> InsertMany(IEnumerable<object?> collection, int position, IEnumerable<object?> values)
    {
        var isDone = false;
        foreach (var (index, item) in collection.Index())
        {
            foreach (var value in !isDone && index >= position ? values : [])
                yield return value;
            isDone |= index >= position;
            yield return item;
        }

        foreach (var value in isDone ? [] : values)
            yield return value;
    }

    [YaqlMethod("reverse")]
    public static IEnumerable<object?> Reverse(IEnumerable<object?> collection) => Enumerable.Reverse(YaqlList.Of(collection));

    /// <summary>The values, with the items of sequences in their place. Lists and sets stay as they are.</summary>
    public static IEnumerable<object?> Unrolled(IEnumerable<object?> values) =>
        values.SelectMany(value => Kinds.IsSequence(value) ? Unrolled((IEnumerable<object?>)value!) : [value]);

    private static bool IsIn(int index, int position, int count) => index >= position && (count < 0 || index < (long)position + count);
}
