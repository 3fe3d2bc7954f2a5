using Heat.Core.Values;

namespace Heat.Core.Parameters;

/// <summary>Turns what a user wrote for a parameter into a value of its type.</summary>
internal static class ParameterReading
{
    private static readonly string[] s_true = ["1", "t", "true", "on", "y", "yes"];
    private static readonly string[] s_false = ["0", "f", "false", "off", "n", "no"];

    /// <summary>The value as its type has it, or the reason why it can't be one.</summary>
    public static (Value? Value, string? Problem) Read(ParameterType type, Value raw) => type switch
    {
        ParameterType.Text => (ValueText.Plain(raw), null),
        ParameterType.Number => ReadNumber(raw),
        ParameterType.List => ReadList(raw),
        ParameterType.Json => ReadJson(raw),
        _ => ReadFlag(raw),
    };

    private static (Value?, string?) ReadNumber(Value raw) => raw switch
    {
        IntegerValue or NumberValue or FlagValue => (raw, null),
        TextValue { Text: var text } => NumberText.TryNumber(text, out var number) ? (number, null) : (null, $"could not convert string to float: {ValueText.Literal(raw)}"),
        _ => (null, $"int() argument must be a string, a bytes-like object or a real number, not '{raw.KindName}'"),
    };

    private static (Value?, string?) ReadList(Value raw) => raw switch
    {
        ListValue list => (ListValue.Create(list.Select(item => (Value)ValueText.Plain(item))), null),
        TextValue { Text: "" } => (ListValue.Empty, null),
        TextValue { Text: var text } => (ListValue.Create(text.Split(',').Select(item => (Value)item)), null),
        _ => (null, $"Value must be a comma-delimited list string: '{raw.KindName}' object has no attribute 'split'"),
    };

    private static (Value?, string?) ReadJson(Value raw)
    {
        if (raw is not TextValue { Text: { Length: > 0 } text })
            return (raw, null);
        return JsonText.TryParse(text, out var value, out var problem) ? (value, null) : (null, $"Value must be valid JSON: {problem}");
    }

    private static (Value?, string?) ReadFlag(Value raw)
    {
        var text = ValueText.Plain(raw);
        var word = text.Trim().ToLowerInvariant();
        if (s_true.Contains(word))
            return (true, null);
        return s_false.Contains(word)
            ? (false, null)
            : (null, $"Unrecognized value '{text}', acceptable values are: {string.Join(", ", s_true.Concat(s_false).Order(StringComparer.Ordinal).Select(known => $"'{known}'"))}");
    }
}
