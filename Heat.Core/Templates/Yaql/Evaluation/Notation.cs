using System.Globalization;
using System.Text;
using Heat.Core.Templates.Yaql.Library;
using Heat.Core.Values;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>Values as text, in the notation of the reference's language.</summary>
internal static class Notation
{
    /// <summary>A text as it is, everything else as <see cref="Literal"/>.</summary>
    public static string Text(object? value) => value switch
    {
        string text => text,
        DateTimeOffset time => DateTimes.Text(time),
        TimeSpan span => TimeSpans.Text(span),
        _ => Literal(value),
    };

    /// <summary>As it would stand in a program: <c>'text'</c>, <c>(1, 2)</c>, <c>{'a': None}</c>.</summary>
    public static string Literal(object? value)
    {
        var builder = new StringBuilder();
        Append(builder, value);
        return builder.ToString();
    }

    /// <summary>The name of a value's kind in messages.</summary>
    public static string KindOf(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        Number number => number.IsWhole ? "int" : "float",
        string => "str",
        YaqlList => "tuple",
        YaqlMap => "dict",
        YaqlSet => "set",
        DateTimeOffset => "datetime.datetime",
        TimeSpan => "datetime.timedelta",
        _ => "generator",
    };

    private static void Append(StringBuilder builder, object? value)
    {
        switch (value)
        {
            case string text:
                builder.Append(ValueText.Literal(text));
                break;
            case YaqlList list:
                AppendAll(builder, "(", list, item => Append(builder, item), list.Count == 1 ? ",)" : ")");
                break;
            case YaqlSet set:
                AppendAll(builder, set.Count == 0 ? "frozenset(" : "frozenset({", set, item => Append(builder, item), set.Count == 0 ? ")" : "})");
                break;
            case YaqlMap map:
                AppendAll(builder, "{", map, entry => AppendEntry(builder, entry), "}");
                break;
            default:
                builder.Append(Simple(value));
                break;
        }
    }

    private static void AppendEntry(StringBuilder builder, KeyValuePair<Key, object?> entry)
    {
        Append(builder, entry.Key.Value);
        builder.Append(": ");
        Append(builder, entry.Value);
    }

    private static string Simple(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        Number number => number.ToString(),
        DateTimeOffset time => string.Create(CultureInfo.InvariantCulture, $"datetime.datetime({time.Year}, {time.Month}, {time.Day}, {time.Hour}, {time.Minute}, {time.Second})"),
        TimeSpan span => string.Create(CultureInfo.InvariantCulture, $"datetime.timedelta(seconds={span.TotalSeconds})"),
        _ => $"<{KindOf(value)} object>",
    };

    private static void AppendAll<T>(StringBuilder builder, string open, IEnumerable<T> items, Action<T> append, string close)
    {
        builder.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            builder.Append(isFirst ? "" : ", ");
            isFirst = false;
            append(item);
        }

        builder.Append(close);
    }
}
