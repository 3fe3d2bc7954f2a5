using System.Globalization;
using System.Text;

namespace Heat.Core.Values;

/// <summary>
/// Values as text. Templates and messages show three notations of the reference implementation: plain text (str), the notation of its
/// language (repr), and its JSON (separators ", " and ": ", everything outside ASCII escaped).
/// </summary>
public static class ValueText
{
    /// <summary>Plain text: null is "None", flags are "True" and "False", lists and maps are written as <see cref="Literal"/>.</summary>
    public static string Plain(Value value) => value switch
    {
        NullValue => "None",
        FlagValue flag => flag.Flag ? "True" : "False",
        IntegerValue integer => integer.Number.ToString(CultureInfo.InvariantCulture),
        NumberValue number => Number(number.Number),
        TextValue text => text.Text,
        _ => Literal(value),
    };

    /// <summary>The notation of the reference implementation's language: 'text', [1, 2], {'a': None}.</summary>
    public static string Literal(Value value)
    {
        var builder = new StringBuilder();
        AppendLiteral(builder, value);
        return builder.ToString();
    }

    /// <summary>JSON as the reference writes it into texts: <c>{"a": [1, true]}</c>; with <paramref name="sortKeys"/> the keys of maps are sorted.</summary>
    public static string Json(Value value, bool sortKeys = false)
    {
        var builder = new StringBuilder();
        AppendJson(builder, value, sortKeys);
        return builder.ToString();
    }

    /// <summary>A fraction as the reference prints it: the shortest form that reads back the same, always recognisable as a fraction.</summary>
    public static string Number(double number)
    {
        if (double.IsNaN(number))
            return "nan";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";
        var magnitude = Math.Abs(number);
        if (magnitude != 0 && (magnitude >= 1e16 || magnitude < 1e-4))
            return Exponential(number);
        var text = number.ToString("0.################", CultureInfo.InvariantCulture);
        var exact = number.ToString("R", CultureInfo.InvariantCulture);
        text = exact.Contains('E', StringComparison.Ordinal) ? text : exact;
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static string Exponential(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (!text.Contains('E', StringComparison.Ordinal))
            text = number.ToString("0.################E+0", CultureInfo.InvariantCulture);
        var parts = text.Split('E');
        var exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{parts[0]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    private static void AppendLiteral(StringBuilder builder, Value value)
    {
        switch (value)
        {
            case TextValue text:
                AppendQuoted(builder, text.Text);
                break;
            case ListValue list:
                AppendSequence(builder, '[', ']', list, item => AppendLiteral(builder, item));
                break;
            case MapValue map:
                AppendSequence(builder, '{', '}', map, entry =>
                {
                    AppendQuoted(builder, entry.Key);
                    builder.Append(": ");
                    AppendLiteral(builder, entry.Value);
                });
                break;
            default:
                builder.Append(Plain(value));
                break;
        }
    }

    private static void AppendQuoted(StringBuilder builder, string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        builder.Append(quote);
        foreach (var character in text)
            builder.Append(character switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when character == quote => "\\" + quote,
                < ' ' or '\u007f' => $"\\x{(int)character:x2}",
                _ => character.ToString(),
            });
        builder.Append(quote);
    }

    private static void AppendJson(StringBuilder builder, Value value, bool sortKeys)
    {
        switch (value)
        {
            case NullValue:
                builder.Append("null");
                break;
            case FlagValue flag:
                builder.Append(flag.Flag ? "true" : "false");
                break;
            case NumberValue { Number: var number }:
                builder.Append(double.IsNaN(number) ? "NaN" : double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity") : Number(number));
                break;
            case TextValue text:
                AppendJsonText(builder, text.Text);
                break;
            case ListValue list:
                AppendSequence(builder, '[', ']', list, item => AppendJson(builder, item, sortKeys));
                break;
            case MapValue map:
                var entries = sortKeys ? map.OrderBy(entry => entry.Key, StringComparer.Ordinal) : (IEnumerable<KeyValuePair<string, Value>>)map;
                AppendSequence(builder, '{', '}', entries, entry =>
                {
                    AppendJsonText(builder, entry.Key);
                    builder.Append(": ");
                    AppendJson(builder, entry.Value, sortKeys);
                });
                break;
            default:
                builder.Append(Plain(value));
                break;
        }
    }

    private static void AppendJsonText(StringBuilder builder, string text)
    {
        builder.Append('"');
        foreach (var character in text)
            builder.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or > '~' => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        builder.Append('"');
    }

    private static void AppendSequence<T>(StringBuilder builder, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        builder.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                builder.Append(", ");
            first = false;
            append(item);
        }
        builder.Append(close);
    }
}
