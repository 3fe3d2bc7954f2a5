using System.Numerics;
using Heat.Core.Templates.Yaql.Library;
using Heat.Core.Values;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>Between the values of templates and those of queries, which know more kinds.</summary>
internal static class Conversion
{
    // As deep as a template may be.
    private const int MostLevels = 100;

    public static object? FromValue(Value value) => value switch
    {
        FlagValue flag => flag.Flag,
        IntegerValue integer => (Number)(BigInteger)integer.Number,
        NumberValue number => (Number)number.Number,
        ListValue list => YaqlList.Of(list.Select(FromValue)),
        MapValue map => YaqlMap.Create(map.Select(entry => KeyValuePair.Create(new Key(entry.Key), FromValue(entry.Value)))),
        _ => value.AsText(),
    };

    /// <summary>The answer of a query. Sequences are gone through now, and sets become lists.</summary>
    public static Value ToValue(object? value, Effort effort) => ToValue(value, effort, 0);

    private static Value ToValue(object? value, Effort effort, int level)
    {
        if (level > MostLevels)
            throw YaqlFaults.TooDeep();
        return value switch
        {
            null => Value.Null,
            bool flag => flag,
            string text => text,
            Number number => Plain(number),
            YaqlMap map => MapValue.Create(effort.Limited(map.Keys).Zip(map.Values, (key, item) => KeyValuePair.Create(KeyText(key), ToValue(item, effort, level + 1)))),
            YaqlSet set => ListValue.Create(effort.Limited(set).Select(item => ToValue(Hashable(item), effort, level + 1))),
            IEnumerable<object?> items => ListValue.Create(effort.Limited(items).Select(item => ToValue(item, effort, level + 1))),
            DateTimeOffset time => DateTimes.Text(time),
            TimeSpan span => TimeSpans.Text(span),
            _ => throw YaqlFaults.Type($"Cannot convert {Notation.Literal(value)} to primitive"),
        };
    }

    private static Value Plain(Number number) =>
        !number.IsWhole || number.Whole < long.MinValue || number.Whole > long.MaxValue ? number.AsDouble : (Value)(long)number.Whole;

    // As JSON has only texts for keys.
    private static string KeyText(object? key) => key switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        YaqlList or YaqlMap or YaqlSet => throw Unhashable(key),
        _ => Notation.Text(key),
    };

    /// <summary>What may be a member of a set that leaves a query.</summary>
    private static object? Hashable(object? value) => value is YaqlList or YaqlMap or YaqlSet ? throw Unhashable(value) : value;

    private static Expressions.EvaluationException Unhashable(object value) => YaqlFaults.Type($"unhashable type: '{(value is YaqlList ? "list" : Notation.KindOf(value))}'");
}
