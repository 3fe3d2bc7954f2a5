using System.Numerics;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Sequences out of nothing. Some have no end: whoever goes through one stops at the limit of items.</summary>
internal static class Generators
{
    [YaqlFunction("range")]
    public static IEnumerable<object?> Range(BigInteger stop) => Range(0, stop);

    [YaqlFunction("range")]
    public static IEnumerable<object?> Range(BigInteger start, BigInteger stop, int step = 1)
    {
        if (step == 0)
            throw YaqlFaults.Value("range() arg 3 must not be zero");
        return Sequence(start, step).TakeWhile(number => step > 0 ? (Number)number! < stop : (Number)number! > stop);
    }

    [YaqlFunction("sequence")]
    public static IEnumerable<object?> Sequence(BigInteger start = default, int step = 1)
    {
        for (var number = start; ; number += step)
            yield return (Number)number;
    }

    [YaqlMethod("repeat")]
    public static IEnumerable<object?> Repeat(object? value, int times = -1)
    {
        for (var time = 0; times < 0 || time < times; time++)
            yield return value;
    }

    [YaqlMethod("cycle")]
    public static IEnumerable<object?> Cycle(IEnumerable<object?> collection)
    {
        var items = new Memorised(collection);
        while (items.Any())
            foreach (var item in items)
                yield return item;
    }

    [YaqlFunction("generate")]
    public static IEnumerable<object?> Generate(object? initial, Lambda predicate, Lambda producer, Lambda? selector = null, bool decycle = false)
    {
        var past = new HashSet<Key>();
        for (var item = initial; predicate.Test(item) && (!decycle || past.Add(new Key(item))); item = producer.Invoke(item))
            yield return selector is null ? item : selector.Invoke(item);
    }

    [YaqlFunction("generateMany")]
    public static IEnumerable<object?> GenerateMany(Scope here, object? initial, Lambda producer, Lambda? selector = null, bool decycle = false, bool depthFirst = false)
    {
        var past = new HashSet<Key>();
        var waiting = new LinkedList<object?>([initial]);
        while (waiting.First is { Value: var item })
        {
            waiting.RemoveFirst();
            if (decycle && !past.Add(new Key(item)))
                continue;
            yield return selector is null ? item : selector.Invoke(item);
            object?[] produced = [.. here.Effort.Limited(Items(producer.Invoke(item)))];
            foreach (var next in depthFirst ? produced.Reverse() : produced)
                _ = depthFirst ? waiting.AddFirst(next) : waiting.AddLast(next);
            here.Effort.CheckMemory(8.0 * waiting.Count);
        }
    }

    private static IEnumerable<object?> Items(object? produced) =>
        produced as IEnumerable<object?> ?? throw YaqlFaults.Type($"'{Notation.KindOf(produced)}' object is not iterable");
}
