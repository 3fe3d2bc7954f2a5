using Heat.Core.Constraints;
using Heat.Core.Parameters;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn;

/// <summary>An entry of the section <c>Parameters</c>: the constraints stand beside the rest, and one description serves them all.</summary>
internal sealed class CfnParameterReader() : ParameterReader(s_words, s_types)
{
    private static readonly ParameterWords s_words = new("Type", "Description", "Default", "NoEcho", "Label");

    private static readonly Dictionary<string, ParameterType> s_types = new()
    {
        ["String"] = ParameterType.Text,
        ["Number"] = ParameterType.Number,
        ["CommaDelimitedList"] = ParameterType.List,
        ["Json"] = ParameterType.Json,
        ["Boolean"] = ParameterType.Flag,
    };

    protected override IReadOnlyList<string> Keys { get; } =
        ["Type", "Default", "NoEcho", "AllowedValues", "AllowedPattern", "MaxLength", "MinLength", "MaxValue", "MinValue", "Description", "ConstraintDescription", "Label"];

    protected override ParameterSchema Completed(ParameterSchema schema, MappingNode map)
    {
        var description = Text(map, "ConstraintDescription");
        return schema with { Constraints = [.. Constraints(map).Select(constraint => constraint with { Description = description })] };
    }

    protected override bool IsSaid(Value value) => ValueText.Plain(value).Equals("true", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Constraint> Constraints(MappingNode map)
    {
        if (map.TryGet("MinValue", out _) || map.TryGet("MaxValue", out _))
            yield return Range(map, "MinValue", "MaxValue");
        if (map.TryGet("MinLength", out _) || map.TryGet("MaxLength", out _))
            yield return Length(map, "MinLength", "MaxLength");
        if (map.Find("AllowedValues") is { } values)
            yield return AllowedValues(values);
        if (map.Find("AllowedPattern") is { } pattern)
            yield return AllowedPattern(pattern);
    }
}
