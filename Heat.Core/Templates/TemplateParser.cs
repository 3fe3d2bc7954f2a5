using System.Text;
using Heat.Core.Diagnostics;
using Heat.Core.Templates.Parsing;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>Text (YAML 1.1 or JSON) or a value → a tree of nodes that know where they stand.</summary>
public static class TemplateParser
{
    /// <summary>The file name of a template that came without one.</summary>
    public const string RootStack = "[root stack]";

    internal static IReadOnlyList<string> VersionKeys { get; } = ["heat_template_version", "HeatTemplateFormatVersion", "AWSTemplateFormatVersion"];

    /// <summary>Reads a template: a map with one of the keys that name a template version.</summary>
    /// <exception cref="ProblemException">The text is too large, is neither YAML nor JSON, or is no template.</exception>
    public static Node ParseText(string text, string fileName, TemplateLimits limits)
    {
        CheckSize(text, fileName, limits);
        var root = ParseMap(text, fileName, limits);
        return VersionKeys.Any(key => root.TryGet(key, out _))
            ? root
            : throw new ProblemException("ValueError", "Template format version not found.", root.Span);
    }

    /// <summary>True when a text may be a template, without reading it.</summary>
    internal static bool MentionsVersion(string text) => VersionKeys.Any(key => text.Contains(key, StringComparison.Ordinal));

    /// <summary>Reads a map that need not be a template, such as data inside one. An empty text is the empty map.</summary>
    public static MappingNode ParseMap(string text, string fileName, TemplateLimits limits)
    {
        try
        {
            var root = ReadJson(text, fileName, limits) ?? YamlNodeReader.Read(text, fileName, limits) ?? new MappingNode([], new SourceSpan(fileName, 1, 1));
            return root as MappingNode ?? throw new ProblemException("ValueError", "The template is not a JSON object or YAML mapping.", root.Span);
        }
        catch (YamlException exception)
        {
            throw new ProblemException("ValueError", $"Error parsing template {fileName} {exception.Message}", exception.Span);
        }
    }

    /// <summary>A template that was sent as a JSON object. Its nodes have no places.</summary>
    public static Node FromValue(Value value, string fileName)
    {
        var span = new SourceSpan(fileName, 0, 0);
        return value switch
        {
            MapValue map => new MappingNode(map.Select(entry => new MappingEntry(entry.Key, span, FromValue(entry.Value, fileName))), span),
            ListValue list => new SequenceNode([.. list.Select(item => FromValue(item, fileName))], span),
            _ => new ScalarNode(value, span),
        };
    }

    internal static void CheckSize(string text, string fileName, TemplateLimits limits)
    {
        var size = text.Length > limits.MaximumBytes ? text.Length : Encoding.UTF8.GetByteCount(text);
        if (size > limits.MaximumBytes)
            throw new ProblemException(
                "RequestLimitExceeded",
                $"Request limit exceeded: Template size ({size} bytes) exceeds maximum allowed size ({limits.MaximumBytes} bytes).",
                new SourceSpan(fileName, 0, 0));
    }

    private static Node? ReadJson(string text, string fileName, TemplateLimits limits) =>
        text.AsSpan().TrimStart().StartsWith("{") ? JsonNodeReader.Read(text, fileName, limits) : null;
}
