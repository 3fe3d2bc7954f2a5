using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>The section for resources.</summary>
internal sealed class ResourceReader(TemplateLanguage language, TemplateFaults faults)
{
    public OrderedDictionary<string, ResourceDefinition> Read(MappingNode section)
    {
        foreach (var entry in section.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            if (language.ResourceFault(entry) is { } problem)
                faults.Structure.Add(problem);
        var resources = new OrderedDictionary<string, ResourceDefinition>(StringComparer.Ordinal);
        foreach (var entry in section.Entries.Where(entry => language.ResourceFault(entry) is null))
            resources[entry.Key] = ReadResource(entry);
        return resources;
    }

    private ResourceDefinition ReadResource(MappingEntry entry)
    {
        var words = language.Resource;
        var fields = new Fields((MappingNode)entry.Value, entry.Key, language, faults.Resources);
        return new ResourceDefinition(language)
        {
            Name = entry.Key,
            Type = fields.Text(words.Type) ?? "",
            Properties = fields.Map(words.Properties),
            Metadata = fields.Map(words.Metadata),
            DependsOn = fields.Names(words.DependsOn),
            DeletionPolicy = fields.TextExpression(words.DeletionPolicy),
            UpdatePolicy = fields.Map(words.UpdatePolicy),
            Description = fields.Text(words.Description) ?? "",
            ExternalId = fields.TextExpression(words.ExternalId),
            Condition = fields.Condition(words.Condition),
            Span = entry.Span,
        };
    }

    /// <summary>The fields of one resource. A field of the wrong kind is told and then treated as absent.</summary>
    private sealed class Fields(MappingNode map, string resource, TemplateLanguage language, List<Problem> problems)
    {
        public string? Text(string key) => Field(key, node => node.ToValue().AsText(), "string");

        public Expression? Map(string key) => Field(key, node => Parsed(node, key) is var parsed && parsed is MapExpression or Function or FaultyCall ? parsed : null, "object");

        public Expression? TextExpression(string? key) => Field(key, node => Parsed(node, key!) is var parsed && parsed is Literal { Value: TextValue } or Function or FaultyCall ? parsed : null, "string");

        public Expression? Condition(string? key) => Field(
            key,
            node => language.Expressions.Conditions.Parse(node, Path(key!)) is var parsed && parsed is Literal { Value: TextValue or FlagValue } or Function or FaultyCall ? parsed : null,
            language.Resource.ConditionKind);

        public IReadOnlyList<string> Names(string key)
        {
            if (Field(key, node => node is SequenceNode or ScalarNode { Value: TextValue } ? node : null, "list or string") is not { } field)
                return [];
            Value[] names = [.. field is SequenceNode list ? list.Items.Select(item => item.ToValue()) : [field.ToValue()]];
            if (names.All(name => name is TextValue))
                return [.. names.Select(name => name.AsText()!)];
            problems.Add(Invalid($"Resource {resource} {key} must be a list of strings", field.Span, key));
            return [];
        }

        private T? Field<T>(string? key, Func<Node, T?> read, string kind)
            where T : class
        {
            if (key is null || !map.TryGet(key, out var entry))
                return null;
            var value = read(entry.Value);
            if (value is null)
                problems.Add(Invalid($"Resource {resource} {key} type must be {kind}", entry.Span, key));
            return value;
        }

        private Expression Parsed(Node node, string key) => language.Expressions.Parse(node, Path(key));

        private Problem Invalid(string message, SourceSpan span, string key) => new(Problem.ValidationFailed, message, span, Path(key));

        private string Path(string key) => $"{language.ResourcePath(resource)}.{key}";
    }
}
