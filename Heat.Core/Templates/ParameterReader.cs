using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>An entry of the section for parameters. Throws what is wrong with it.</summary>
internal abstract class ParameterReader(ParameterWords words, IReadOnlyDictionary<string, ParameterType> types)
{
    private const string SchemaError = "InvalidSchemaError";

    protected abstract IReadOnlyList<string> Keys { get; }

    public ParameterSchema Read(MappingEntry entry)
    {
        var map = Map(entry.Value, Keys, $"parameter ({entry.Key})");
        var type = map.Find(words.Type) ?? throw Refused($"Missing parameter type for parameter: {entry.Key}", entry.Value);
        var typeName = ValueText.Plain(type.ToValue());
        var schema = new ParameterSchema
        {
            Name = entry.Key,
            Type = types.TryGetValue(typeName, out var known) ? known : ParameterType.Text,
            TypeName = typeName,
            Description = Text(map, words.Description) ?? "",
            Default = map.Find(words.Default)?.ToValue() is { IsNull: false } value ? value : null,
            IsHidden = map.Find(words.Hidden)?.ToValue() is { } hidden && IsSaid(hidden),
            Label = Text(map, words.Label),
            Span = entry.Span,
        };
        schema = Completed(schema, map);
        return types.ContainsKey(typeName) ? schema : throw Refused($"Invalid type ({typeName})", type);
    }

    /// <summary>The schema with its constraints, and with what this language alone can say about a parameter.</summary>
    protected abstract ParameterSchema Completed(ParameterSchema schema, MappingNode map);

    /// <summary>Whether a value that should be a flag means yes.</summary>
    protected virtual bool IsSaid(Value value) => value.IsTruthy();

    protected static RangeConstraint Range(MappingNode map, string least, string most)
    {
        var (minimum, maximum) = (Number(map, least), Number(map, most));
        return minimum is null && maximum is null
            ? throw Refused("A range constraint must have a min value and/or a max value specified.", map)
            : new RangeConstraint(minimum, maximum);
    }

    protected static LengthConstraint Length(MappingNode map, string least, string most)
    {
        var (minimum, maximum) = (Number(map, least), Number(map, most));
        if (minimum is null && maximum is null)
            throw Refused("A length constraint must have a min value and/or a max value specified.", map);
        return minimum % 1 is not (null or 0) || maximum % 1 is not (null or 0)
            ? throw Refused("min/max length must be integral", map)
            : new LengthConstraint((long?)minimum, (long?)maximum);
    }

    protected static AllowedValuesConstraint AllowedValues(Node values) =>
        values is SequenceNode list ? new AllowedValuesConstraint([.. list.Items.Select(item => item.ToValue())]) : throw Refused("AllowedValues must be a list", values);

    protected static AllowedPatternConstraint AllowedPattern(Node node)
    {
        var pattern = node.ToValue().AsText() ?? throw Refused("AllowedPattern must be a string", node);
        try
        {
            return new AllowedPatternConstraint(pattern);
        }
        catch (ArgumentException exception)
        {
            throw Refused($"AllowedPattern is not a regular expression: {exception.Message}", node);
        }
    }

    protected static double? Number(MappingNode map, string key)
    {
        if (map.Find(key) is not { } node || node.ToValue().IsNull)
            return null;
        var (value, problem) = ParameterReading.Read(ParameterType.Number, node.ToValue());
        return value switch
        {
            null => throw new ProblemException("ValueError", problem!, node.Span),
            FlagValue flag => flag.Flag ? 1 : 0,
            _ => value.AsNumber(),
        };
    }

    protected static string? Text(MappingNode map, string key) => map.Find(key)?.ToValue() is { IsNull: false } value ? ValueText.Plain(value) : null;

    protected static MappingNode Map(Node node, IReadOnlyList<string> allowedKeys, string entity)
    {
        var map = node as MappingNode ?? throw Refused($"Invalid {entity}, expected a mapping", node);
        return map.Entries.FirstOrDefault(entry => !allowedKeys.Contains(entry.Key)) is { } unknown
            ? throw new ProblemException([new Problem(SchemaError, $"Invalid key '{unknown.Key}' for {entity}", unknown.Span, Fix: Suggestion.For(unknown.Key, allowedKeys))])
            : map;
    }

    protected static ProblemException Refused(string message, Node node) => new(SchemaError, message, node.Span);
}
