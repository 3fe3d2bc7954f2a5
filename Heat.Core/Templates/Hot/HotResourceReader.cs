using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot;

/// <summary>The section <c>resources</c>.</summary>
internal sealed class HotResourceReader(ExpressionParser parser, TemplateVersion version, TemplateFaults faults)
{
    private static readonly string[] s_firstKeywords = ["type", "properties", "metadata", "depends_on", "deletion_policy", "update_policy", "description"];

    private static readonly Dictionary<string, string> s_deletionPolicies = new()
    {
        ["Delete"] = "Delete",
        ["Retain"] = "Retain",
        ["Snapshot"] = "Snapshot",
    };

    private static readonly Dictionary<string, string> s_looseDeletionPolicies = new(s_deletionPolicies)
    {
        ["delete"] = "Delete",
        ["retain"] = "Retain",
        ["snapshot"] = "Snapshot",
    };

    private readonly bool _isNewton = version.IsAtLeast(HotVersions.Newton);

    private string[] Keywords => _isNewton ? [.. s_firstKeywords, "external_id", "condition"] : s_firstKeywords;

    public OrderedDictionary<string, ResourceDefinition> Read(MappingNode section)
    {
        foreach (var entry in section.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            if (StructuralProblem(entry) is { } problem)
                faults.Structure.Add(problem);
        var resources = new OrderedDictionary<string, ResourceDefinition>(StringComparer.Ordinal);
        foreach (var entry in section.Entries.Where(entry => StructuralProblem(entry) is null))
            resources[entry.Key] = ReadResource(entry);
        return resources;
    }

    private Problem? StructuralProblem(MappingEntry entry)
    {
        var path = $"resources.{entry.Key}";
        switch (entry.Value)
        {
            case MappingNode { Entries.Count: 0 } or ScalarNode { Value.IsNull: true }:
                return Invalid("Each resource must contain a type key.", entry.Span, path);
            case MappingNode map when map.Entries.FirstOrDefault(field => !Keywords.Contains(field.Key)) is { } unknown:
                return Invalid($"\"{unknown.Key}\" is not a valid keyword inside a resource definition", unknown.Span, $"{path}.{unknown.Key}", Suggestion.For(unknown.Key, Keywords));
            case MappingNode map when map.Find("type") is null:
                return Invalid("Each resource must contain a type key.", entry.Span, path);
            case MappingNode map when !map.Find("type")!.ToValue().IsTruthy():
                return Invalid("Each Resource must contain a Type key.", entry.Span, path);
            case MappingNode:
                return null;
            default:
                return Invalid($"\"resources\" must contain a map of resource maps. Found a [<class '{entry.Value.KindName}'>] instead", entry.Span, path);
        }
    }

    private ResourceDefinition ReadResource(MappingEntry entry)
    {
        var fields = new Fields((MappingNode)entry.Value, entry.Key, parser, faults.Resources);
        return new ResourceDefinition
        {
            Name = entry.Key,
            Type = fields.Text("type") ?? "",
            Properties = fields.Map("properties"),
            Metadata = fields.Map("metadata"),
            DependsOn = fields.Names("depends_on"),
            DeletionPolicy = fields.TextExpression("deletion_policy"),
            UpdatePolicy = fields.Map("update_policy"),
            Description = fields.Text("description") ?? "",
            ExternalId = fields.TextExpression("external_id"),
            Condition = fields.Condition("condition"),
            DeletionPolicies = _isNewton ? s_looseDeletionPolicies : s_deletionPolicies,
            Span = entry.Span,
        };
    }

    private static Problem Invalid(string message, SourceSpan span, string path, string? fix = null) => new(Problem.ValidationFailed, message, span, path, fix);

    /// <summary>The fields of one resource. A field of the wrong kind is told and then treated as absent.</summary>
    private sealed class Fields(MappingNode map, string resource, ExpressionParser parser, List<Problem> problems)
    {
        public string? Text(string key) => Field(key, node => node.ToValue().AsText(), "string");

        public Expression? Map(string key) => Field(key, node => parser.Parse(node, Path(key)) is var parsed && parsed is MapExpression or Function or FaultyCall ? parsed : null, "object");

        public Expression? TextExpression(string key) => Field(key, node => parser.Parse(node, Path(key)) is var parsed && parsed is Literal { Value: TextValue } or Function or FaultyCall ? parsed : null, "string");

        public Expression? Condition(string key) => Field(
            key,
            node => parser.Conditions.Parse(node, Path(key)) is var parsed && parsed is Literal { Value: TextValue or FlagValue } or Function or FaultyCall ? parsed : null,
            "string_or_boolean");

        public IReadOnlyList<string> Names(string key)
        {
            if (Field(key, node => node is SequenceNode or ScalarNode { Value: TextValue } ? node : null, "list or string") is not { } field)
                return [];
            Value[] names = [.. field is SequenceNode list ? list.Items.Select(item => item.ToValue()) : [field.ToValue()]];
            if (names.All(name => name is TextValue))
                return [.. names.Select(name => name.AsText()!)];
            problems.Add(Invalid($"Resource {resource} {key} must be a list of strings", field.Span, Path(key)));
            return [];
        }

        private T? Field<T>(string key, Func<Node, T?> read, string kind)
            where T : class
        {
            if (!map.TryGet(key, out var entry))
                return null;
            var value = read(entry.Value);
            if (value is null)
                problems.Add(Invalid($"Resource {resource} {key} type must be {kind}", entry.Span, Path(key)));
            return value;
        }

        private string Path(string key) => $"resources.{resource}.{key}";
    }
}
