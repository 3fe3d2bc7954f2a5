using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>What kind of value something is.</summary>
internal static class Kinds
{
    [YaqlFunction("isBoolean")]
    public static bool IsBoolean(object? value) => value is bool;

    [YaqlFunction("isInteger")]
    public static bool IsInteger(object? value) => value is Number { IsWhole: true };

    [YaqlFunction("isNumber")]
    public static bool IsNumber(object? value) => value is Number;

    [YaqlFunction("isString")]
    public static bool IsString(object? arg) => arg is string;

    [YaqlFunction("isList")]
    public static bool IsList(object? arg) => arg is YaqlList;

    [YaqlFunction("isDict")]
    public static bool IsDict(object? arg) => arg is YaqlMap;

    [YaqlFunction("isSet")]
    public static bool IsSet(object? arg) => arg is YaqlSet;

    /// <summary>A collection whose items can be gone through; a text or a map is none.</summary>
    [YaqlFunction("isIterable")]
    public static bool IsIterable(object? value) => value is IEnumerable<object?>;

    [YaqlFunction("isRegex")]
    public static bool IsRegex(object? value) => value is Pattern;

    [YaqlFunction("isDatetime")]
    public static bool IsDateTime(object? value) => value is DateTimeOffset;

    [YaqlFunction("isTimespan")]
    public static bool IsTimeSpan(object? value) => value is TimeSpan;

    /// <summary>A sequence that is still to be gone through.</summary>
    public static bool IsSequence(object? value) => value is IEnumerable<object?> and not (YaqlList or YaqlSet or Ordering);
}
