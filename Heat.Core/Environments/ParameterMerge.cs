using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Values;

namespace Heat.Core.Environments;

/// <summary>Two values of one parameter as one.</summary>
internal static class ParameterMerge
{
    public static Value Merged(Value old, Value next, ParameterSchema schema, MergeStrategy strategy)
    {
        if (strategy == MergeStrategy.Overwrite)
            return next;
        return schema.Type switch
        {
            ParameterType.Json => Maps(Structure(old), Structure(next), strategy == MergeStrategy.DeepMerge),
            ParameterType.List => Lists(old, next),
            ParameterType.Text => ValueText.Plain(old.IsNull ? "" : old) + ValueText.Plain(next),
            ParameterType.Number => Sum(old, next, schema),
            _ => throw new ProblemException("InvalidMergeStrategyForParam", $"Invalid merge strategy 'merge' for parameter '{schema.Name}'."),
        };
    }

    private static Value Structure(Value value)
    {
        var (read, problem) = ParameterReading.Read(ParameterType.Json, value);
        return read ?? throw new ProblemException("ValueError", $"Invalid parameter in environment {problem}.");
    }

    private static Value Maps(Value old, Value next, bool isDeep)
    {
        if (old is not MapValue { Count: > 0 } olds || next is not MapValue nexts)
            return next;
        return olds.With(nexts.Where(entry => !entry.Value.IsNull).Select(entry => KeyValuePair.Create(entry.Key, isDeep ? Inside(olds.Get(entry.Key), entry.Value) : entry.Value)));
    }

    private static Value Inside(Value old, Value next) => (old, next) switch
    {
        (MapValue, MapValue) => Maps(old, next, isDeep: true),
        (ListValue { Count: > 0 }, ListValue) => Lists(old, next),
        (TextValue text, TextValue more) => text.Text + more.Text,
        _ => next,
    };

    private static Value Lists(Value old, Value next) => (old, next) switch
    {
        (ListValue { Count: > 0 } olds, ListValue nexts) => ListValue.Create(olds.Concat(nexts)),
        (TextValue { Text.Length: > 0 } text, TextValue more) => $"{text.Text},{more.Text}",
        (ListValue { Count: > 0 } olds, TextValue more) => ListValue.Create(olds.Concat(more.Text.Split(',').Select(item => (Value)item))),
        (TextValue { Text.Length: > 0 } text, ListValue nexts) => ListValue.Create(text.Text.Split(',').Select(item => (Value)item).Concat(nexts)),
        _ => next,
    };

    private static Value Sum(Value old, Value next, ParameterSchema schema)
    {
        if (old.IsNull)
            return next;
        return (schema.Read(old).Value, schema.Read(next).Value) switch
        {
            (IntegerValue left, IntegerValue right) => (Value)(left.Number + right.Number),
            ({ } left, { } right) when left.AsNumber() is { } a && right.AsNumber() is { } b => a + b,
            _ => throw new ProblemException("ValueError", $"Invalid parameter in environment {schema.Name}."),
        };
    }
}
