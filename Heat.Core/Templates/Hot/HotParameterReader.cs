using Heat.Core.Constraints;
using Heat.Core.Parameters;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot;

/// <summary>An entry of the section <c>parameters</c>. Source: HOT specification, "Parameters section".</summary>
internal sealed class HotParameterReader(TemplateVersion version) : ParameterReader(s_words, s_types)
{
    private static readonly ParameterWords s_words = new("type", "description", "default", "hidden", "label");

    private static readonly Dictionary<string, ParameterType> s_types = new()
    {
        ["string"] = ParameterType.Text,
        ["number"] = ParameterType.Number,
        ["comma_delimited_list"] = ParameterType.List,
        ["json"] = ParameterType.Json,
        ["boolean"] = ParameterType.Flag,
    };

    private static readonly string[] s_firstKeys = ["type", "description", "default", "schema", "constraints", "hidden", "label", "immutable"];

    private static readonly string[] s_constraintKeys = ["description", "length", "range", "modulo", "allowed_values", "allowed_pattern", "custom_constraint"];

    protected override IReadOnlyList<string> Keys => version.IsAtLeast(HotVersions.Queens) ? [.. s_firstKeys, "tags"] : s_firstKeys;

    protected override ParameterSchema Completed(ParameterSchema schema, MappingNode map)
    {
        if (map.Find("tags") is { } tags and not SequenceNode)
            throw Refused($"Tags property should be a list for parameter: {schema.Name}", tags);
        return schema with
        {
            Constraints = ReadConstraints(schema.Name, map.Find("constraints")),
            IsImmutable = map.Find("immutable")?.ToValue().IsTruthy() ?? false,
            Tags = [.. map.Find("tags")?.ToValue().AsList()?.Select(ValueText.Plain) ?? []],
        };
    }

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
            return Range(Map(range, ["min", "max"], "range constraint"), "min", "max");
        if (map.Find("length") is { } length)
            return Length(Map(length, ["min", "max"], "length constraint"), "min", "max");
        if (map.Find("allowed_values") is { } values)
            return AllowedValues(values);
        if (map.Find("allowed_pattern") is { } pattern)
            return AllowedPattern(pattern);
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
}
