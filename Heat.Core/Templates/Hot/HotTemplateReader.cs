using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot;

/// <summary>A document in the Heat Orchestration Template language → a template. Source: HOT specification.</summary>
internal sealed class HotTemplateReader
{
    private readonly MappingNode _root;
    private readonly TemplateVersion _version;
    private readonly IReadOnlyDictionary<string, string> _files;
    private readonly ExpressionParser _parser;
    private readonly TemplateFaults _faults = new();

    public HotTemplateReader(MappingNode root, TemplateVersion version, ExpressionParser parser, IReadOnlyDictionary<string, string> files) =>
        (_root, _version, _parser, _files) = (root, version, parser, files);

    private bool HasConditions => _version.IsAtLeast(HotVersions.Newton);

    public Template Read()
    {
        string[] sections = ["heat_template_version", "description", "parameter_groups", "parameters", "resources", "outputs", .. HasConditions ? (string[])["conditions"] : []];
        _faults.Structure.AddRange(_root.Entries.Where(entry => !sections.Contains(entry.Key)).Select(entry => new Problem(
            "InvalidTemplateSection", $"The template section is invalid: {entry.Key}", entry.Span, entry.Key, Suggestion.For(entry.Key, sections))));
        var parameters = ReadParameters();
        return new Template(_root)
        {
            Version = _version,
            Description = _root.Find("description")?.ToValue() is { IsNull: false } description ? ValueText.Plain(description) : null,
            Parameters = parameters,
            ParameterGroups = new ParameterGroupReader(_faults.ParameterGroups, [.. parameters.Select(parameter => parameter.Name)]).Read(_root.Find("parameter_groups")),
            Conditions = ReadConditions(),
            Resources = new HotResourceReader(_parser, _version, _faults).Read(Section("resources")),
            Outputs = ReadOutputs(),
            Files = _files,
            Faults = _faults,
        };
    }

    /// <summary>A section that is a map; an empty one counts as a map without entries.</summary>
    private MappingNode Section(string name)
    {
        if (_root.Find(name) is not { } node || node is ScalarNode { Value: var value } && !value.IsTruthy())
            return new MappingNode([], _root.Span);
        if (node is MappingNode map)
            return map;
        if (node is not SequenceNode { Items.Count: 0 })
            _faults.Structure.Add(new Problem("AttributeError", $"The section \"{name}\" must be a map. Found a {node.KindName} instead", node.Span, name));
        return new MappingNode([], node.Span);
    }

    private List<ParameterSchema> ReadParameters()
    {
        var reader = new HotParameterReader(_version);
        List<ParameterSchema> parameters = [];
        foreach (var entry in Section("parameters").Entries)
        {
            try
            {
                parameters.Add(reader.Read(entry));
            }
            catch (ProblemException exception)
            {
                _faults.Parameters.AddRange(exception.Problems);
            }
        }

        return parameters;
    }

    private OrderedDictionary<string, Expression> ReadConditions()
    {
        var conditions = new OrderedDictionary<string, Expression>(StringComparer.Ordinal);
        var node = HasConditions ? _root.Find("conditions") : null;
        if (node is not null and not MappingNode)
            _faults.Conditions.Add(Problem.At("", $"Condition definitions must be a map. Found a {node.KindName} instead", node.Span, "Conditions validation error") with { Path = "conditions" });
        foreach (var entry in (node as MappingNode)?.Entries ?? [])
            conditions[entry.Key] = _parser.Conditions.Parse(entry.Value, $"conditions.{entry.Key}");
        return conditions;
    }

    private OrderedDictionary<string, OutputDefinition> ReadOutputs()
    {
        var outputs = new OrderedDictionary<string, OutputDefinition>(StringComparer.Ordinal);
        foreach (var entry in Section("outputs").Entries)
            if (ReadOutput(entry) is { } output)
                outputs[entry.Key] = output;
        return outputs;
    }

    private OutputDefinition? ReadOutput(MappingEntry entry)
    {
        var path = $"outputs.{entry.Key}";
        var map = entry.Value as MappingNode;
        if (map?.Find("value") is not { } value)
        {
            var detail = map is null ? $"Output definitions must be a map. Found a {entry.Value.KindName} instead" : "Each output definition must contain a value key.";
            _faults.Outputs.Add(Problem.At(path, detail, entry.Span, "Output validation error"));
            return null;
        }

        return new OutputDefinition
        {
            Name = entry.Key,
            Value = _parser.Parse(value, $"{path}.value"),
            Description = map.Find("description")?.ToValue() is { IsNull: false } description ? ValueText.Plain(description) : null,
            Condition = HasConditions && map.Find("condition") is { } condition ? _parser.Conditions.Parse(condition, $"{path}.condition") : null,
            Span = entry.Span,
        };
    }
}
