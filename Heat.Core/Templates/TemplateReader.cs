using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>A document → a template, by the words of its language.</summary>
internal sealed class TemplateReader(MappingNode root, TemplateLanguage language, IReadOnlyDictionary<string, string> files)
{
    private readonly SectionWords _sections = language.Sections;
    private readonly TemplateFaults _faults = new();

    public Template Read()
    {
        _faults.Structure.AddRange(root.Entries.Where(entry => !_sections.All.Contains(entry.Key)).Select(entry => new Problem(
            "InvalidTemplateSection", $"The template section is invalid: {entry.Key}", entry.Span, entry.Key, Suggestion.For(entry.Key, _sections.All))));
        var parameters = ReadParameters();
        string[] names = [.. language.PseudoParameters.Keys, .. parameters.Select(parameter => parameter.Name)];
        return new Template(root, language)
        {
            Description = Find(_sections.Description)?.ToValue() is { IsNull: false } description ? ValueText.Plain(description) : null,
            Parameters = parameters,
            ParameterGroups = new ParameterGroupReader(_faults.ParameterGroups, names).Read(Find(_sections.ParameterGroups)),
            Mappings = Find(_sections.Mappings)?.ToValue() is { } mappings && mappings.IsTruthy() ? mappings : MapValue.Empty,
            Conditions = ReadConditions(),
            Resources = new ResourceReader(language, _faults).Read(Section(_sections.Resources)),
            Outputs = ReadOutputs(),
            Files = files,
            Faults = _faults,
        };
    }

    private Node? Find(string? section) => section is null ? null : root.Find(section);

    /// <summary>A section that is a map; an empty one counts as a map without entries.</summary>
    private MappingNode Section(string name)
    {
        if (root.Find(name) is not { } node || node is ScalarNode { Value: var value } && !value.IsTruthy())
            return new MappingNode([], root.Span);
        if (node is MappingNode map)
            return map;
        if (node is not SequenceNode { Items.Count: 0 })
            _faults.Structure.Add(new Problem("AttributeError", $"The section \"{name}\" must be a map. Found a {node.KindName} instead", node.Span, name));
        return new MappingNode([], node.Span);
    }

    private List<ParameterSchema> ReadParameters()
    {
        List<ParameterSchema> parameters = [];
        foreach (var entry in Section(_sections.Parameters).Entries)
        {
            try
            {
                parameters.Add(language.ReadParameter(entry));
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
        var node = Find(_sections.Conditions);
        if (node is not null and not MappingNode)
            _faults.Conditions.Add(Problem.At("", $"Condition definitions must be a map. Found a {node.KindName} instead", node.Span, "Conditions validation error") with { Path = _sections.Conditions! });
        foreach (var entry in (node as MappingNode)?.Entries ?? [])
            conditions[entry.Key] = language.Expressions.Conditions.Parse(entry.Value, $"{_sections.Conditions}.{entry.Key}");
        return conditions;
    }

    private OrderedDictionary<string, OutputDefinition> ReadOutputs()
    {
        var outputs = new OrderedDictionary<string, OutputDefinition>(StringComparer.Ordinal);
        foreach (var entry in Section(_sections.Outputs).Entries)
            if (ReadOutput(entry) is { } output)
                outputs[entry.Key] = output;
        return outputs;
    }

    private OutputDefinition? ReadOutput(MappingEntry entry)
    {
        var words = language.Output;
        var path = $"{_sections.Outputs}.{entry.Key}";
        var map = entry.Value as MappingNode;
        if (map?.Find(words.Value) is not { } value)
        {
            var detail = map is null ? $"Output definitions must be a map. Found a {entry.Value.KindName} instead" : $"Each output definition must contain a {words.Value} key.";
            _faults.Outputs.Add(Problem.At(path, detail, entry.Span, "Output validation error"));
            return null;
        }

        return new OutputDefinition
        {
            Name = entry.Key,
            Value = language.Expressions.Parse(value, $"{path}.{words.Value}"),
            Description = map.Find(words.Description)?.ToValue() is { IsNull: false } description ? ValueText.Plain(description) : null,
            Condition = words.Condition is { } word && map.Find(word) is { } condition ? language.Expressions.Conditions.Parse(condition, $"{path}.{word}") : null,
            Span = entry.Span,
        };
    }
}
