using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot;

/// <summary>An entry of the section <c>parameters</c>. Throws what is wrong with it.</summary>
internal sealed class HotParameterReader(TemplateVersion version)
{
    private const string SchemaError = "InvalidSchemaError";

    private static readonly string[] s_firstKeys = ["type", "description", "default", "schema", "constraints", "hidden", "label", "immutable"];

    private static readonly string[] s_constraintKeys = ["description", "length", "range", "modulo", "allowed_values", "allowed_pattern", "custom_constraint"];

    public ParameterSchema Read(MappingEntry entry)
    {
        string[] keys = version.IsAtLeast(HotVersions.Queens) ? [.. s_firstKeys, "tags"] : s_firstKeys;
        var map = Map(entry.Value, keys, $"parameter ({entry.Key})");
        var typeName = map.Find("type") is { } type ? ValueText.Plain(type.ToValue()) : throw Refused($"Missing parameter type for parameter: {entry.Key}", entry.Value);
        if (map.Find("tags") is { } tags and not SequenceNode)
            throw Refused($"Tags property should be a list for parameter: {entry.Key}", tags);
        var constraints = ReadConstraints(entry.Key, map.Find("constraints"));
        return new ParameterSchema
        {
            Name = entry.Key,
            Type = Type(typeName) ?? throw Refused($"Invalid type ({typeName})", map.Find("type")!),
            TypeName = typeName,
            Description = Text(map, "description") ?? "",
            Default = map.Find("default")?.ToValue() is { IsNull: false } value ? value : null,
            Constraints = constraints,
            IsHidden = map.Find("hidden")?.ToValue().IsTruthy() ?? false,
            Label = Text(map, "label"),
            IsImmutable = map.Find("immutable")?.ToValue().IsTruthy() ?? false,
            Tags = [.. map.Find("tags")?.ToValue().AsList()?.Select(ValueText.Plain) ?? []],
            Span = entry.Span,
        };
    }

    private static ParameterType? Type(string name) => name switch
    {
        "string" => ParameterType.Text,
        "number" => ParameterType.Number,
        "comma_delimited_list" => ParameterType.List,
        "json" => ParameterType.Json,
        "boolean" => ParameterType.Flag,
        _ => null,
    };

    private List<Constraint> ReadConstraints(string parameter, Node? node) => node switch
    {
        null or ScalarNode { Value.IsNull: true } => [],
        SequenceNode list => [.. list.Items.Select(ReadConstraint)],
        _ => throw Refused($"Invalid parameter constraints for parameter {parameter}, expected a list", node),
    };

    private Constraint ReadConstraint(Node node)
    {
        var map = Map(node, s_constraintKeys, "parameter constraints");
        return Kind(map) with { Description = Text(map, "description") };
    }

    private Constraint Kind(MappingNode map)
    {
        if (version.IsAtLeast(HotVersions.Ocata) && map.Find("modulo") is { } modulo)
            return Modulo(Map(modulo, ["step", "offset"], "modulo constraint"));
        if (map.Find("range") is { } range)
            return Range(Map(range, ["min", "max"], "range constraint"));
        if (map.Find("length") is { } length)
            return Length(Map(length, ["min", "max"], "length constraint"));
        if (map.Find("allowed_values") is { } values)
            return values is SequenceNode list ? new AllowedValuesConstraint([.. list.Items.Select(item => item.ToValue())]) : throw Refused("AllowedValues must be a list", values);
        if (map.Find("allowed_pattern") is { } pattern)
            return Pattern(pattern);
        return map.Find("custom_constraint") is { } custom ? new CustomConstraint(ValueText.Plain(custom.ToValue())) : throw Refused("No constraint expressed", map);
    }

    private static ModuloConstraint Modulo(MappingNode map)
    {
        if (Number(map, "step") is not { } step || Number(map, "offset") is not { } offset)
            throw Refused("A modulo constraint must have a step value and an offset value specified.", map);
        if (step != Math.Truncate(step) || offset != Math.Truncate(offset))
            throw Refused("step/offset must be integer", map);
        if (step == 0)
            throw Refused("step cannot be 0.", map);
        if (Math.Abs(offset) >= Math.Abs(step))
            throw Refused("offset must be smaller (by absolute value) than step.", map);
        return step * offset < 0 ? throw Refused("step and offset must be both positive or both negative.", map) : new ModuloConstraint((long)step, (long)offset);
    }

    private static RangeConstraint Range(MappingNode map)
    {
        var (minimum, maximum) = (Number(map, "min"), Number(map, "max"));
        return minimum is null && maximum is null
            ? throw Refused("A range constraint must have a min value and/or a max value specified.", map)
            : new RangeConstraint(minimum, maximum);
    }

    private static LengthConstraint Length(MappingNode map)
    {
        var (minimum, maximum) = (Number(map, "min"), Number(map, "max"));
        if (minimum is null && maximum is null)
            throw Refused("A length constraint must have a min value and/or a max value specified.", map);
        return minimum % 1 is not (null or 0) || maximum % 1 is not (null or 0)
            ? throw Refused("min/max length must be integral", map)
            : new LengthConstraint((long?)minimum, (long?)maximum);
    }

    private static AllowedPatternConstraint Pattern(Node node)
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

    private static double? Number(MappingNode map, string key)
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

    private static string? Text(MappingNode map, string key) => map.Find(key)?.ToValue() is { IsNull: false } value ? ValueText.Plain(value) : null;

    private static MappingNode Map(Node node, string[] allowedKeys, string entity)
    {
        var map = node as MappingNode ?? throw Refused($"Invalid {entity}, expected a mapping", node);
        return map.Entries.FirstOrDefault(entry => !allowedKeys.Contains(entry.Key)) is { } unknown
            ? throw new ProblemException([new Problem(SchemaError, $"Invalid key '{unknown.Key}' for {entity}", unknown.Span, Fix: Suggestion.For(unknown.Key, allowedKeys))])
            : map;
    }

    private static ProblemException Refused(string message, Node node) => new(SchemaError, message, node.Span);
}
