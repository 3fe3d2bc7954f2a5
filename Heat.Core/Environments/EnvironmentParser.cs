using Heat.Core.Diagnostics;
using Heat.Core.EventSinks;
using Heat.Core.Templates;
using Heat.Core.Templates.Parsing;
using Heat.Core.Values;

namespace Heat.Core.Environments;

/// <summary>Environment files, and environments sent as JSON objects.</summary>
public static class EnvironmentParser
{
    private static readonly string[] s_sections =
        ["parameters", "resource_registry", "parameter_defaults", "encrypted_param_names", "event_sinks", "parameter_merge_strategies"];

    /// <summary>Reads an environment file. An empty text is the empty environment.</summary>
    /// <exception cref="ProblemException">It isn't one.</exception>
    public static HeatEnvironment ParseText(string text, string fileName, TemplateLimits limits)
    {
        TemplateParser.CheckSize(text, fileName, limits);
        try
        {
            return Checked(YamlNodeReader.Read(text, fileName, limits) ?? new MappingNode([], new SourceSpan(fileName, 1, 1)));
        }
        catch (YamlException exception)
        {
            throw new ProblemException("ValueError", exception.Message, exception.Span);
        }
    }

    /// <summary>Reads an environment that was sent as a JSON object; null is the empty environment.</summary>
    /// <exception cref="ProblemException">It isn't one.</exception>
    public static HeatEnvironment FromValue(Value value, string fileName = "environment") =>
        value.IsNull ? HeatEnvironment.Empty : Checked(TemplateParser.FromValue(value, fileName));

    /// <summary>Reads an environment that was accepted once, whatever the rules have become since.</summary>
    internal static HeatEnvironment FromStored(Value value) => value.IsNull ? HeatEnvironment.Empty : Read(TemplateParser.FromValue(value, "environment"));

    private static HeatEnvironment Checked(Node node)
    {
        var environment = Read(node);
        if (((MappingNode)node).Find("event_sinks") is SequenceNode sinks)
            EventSinkRules.Check(sinks);
        return environment;
    }

    private static HeatEnvironment Read(Node node)
    {
        var map = node as MappingNode ?? throw Invalid("The environment is not a valid YAML mapping data type.", node.Span);
        foreach (var entry in map.Entries)
            Check(entry);
        return new HeatEnvironment
        {
            Parameters = Map(map, "parameters"),
            ParameterDefaults = Map(map, "parameter_defaults"),
            Registry = ResourceRegistry.Create(Map(map, "resource_registry")),
            EventSinks = List(map, "event_sinks"),
            EncryptedParameterNames = [.. List(map, "encrypted_param_names").Texts()],
            MergeStrategies = Map(map, "parameter_merge_strategies"),
        };
    }

    private static void Check(MappingEntry entry)
    {
        if (!s_sections.Contains(entry.Key))
            throw Invalid($"environment has wrong section \"{entry.Key}\"", entry.Span, Suggestion.For(entry.Key, s_sections));
        if (entry.Value is ScalarNode { Value.IsNull: true })
            throw Invalid($"environment has empty section \"{entry.Key}\"", entry.Span);
    }

    private static MapValue Map(MappingNode environment, string section) => environment.Find(section) switch
    {
        null => MapValue.Empty,
        MappingNode map => (MapValue)map.ToValue(),
        var node => throw Invalid($"environment section \"{section}\" must be a map", node.Span),
    };

    private static ListValue List(MappingNode environment, string section) => environment.Find(section) switch
    {
        null => ListValue.Empty,
        SequenceNode list => (ListValue)list.ToValue(),
        var node => throw Invalid($"environment section \"{section}\" must be a list", node.Span),
    };

    private static ProblemException Invalid(string message, SourceSpan span, string? fix = null) =>
        new([new Problem("ValueError", message, span, Fix: fix)]);
}
