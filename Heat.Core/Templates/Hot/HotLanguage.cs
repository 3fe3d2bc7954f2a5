using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates.Yaql;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot;

/// <summary>The Heat Orchestration Template language. Source: HOT specification.</summary>
internal sealed class HotLanguage : TemplateLanguage
{
    private static readonly string[] s_loosePolicies = ["delete", "retain", "snapshot"];

    private readonly HotParameterReader _parameters;
    private readonly string[] _keywords;

    public HotLanguage(TemplateVersion version, YaqlEngine yaql)
        : base(version, yaql)
    {
        _parameters = new HotParameterReader(version);
        var isNewton = version.IsAtLeast(HotVersions.Newton);
        Sections = new SectionWords
        {
            Versions = [version.Key],
            Description = "description",
            ParameterGroups = "parameter_groups",
            Parameters = "parameters",
            Resources = "resources",
            Outputs = "outputs",
            Conditions = isNewton ? "conditions" : null,
        };
        Resource = new ResourceWords
        {
            Type = "type",
            Properties = "properties",
            Metadata = "metadata",
            DependsOn = "depends_on",
            DeletionPolicy = "deletion_policy",
            UpdatePolicy = "update_policy",
            Description = "description",
            ExternalId = isNewton ? "external_id" : null,
            Condition = isNewton ? "condition" : null,
            ConditionKind = "string_or_boolean",
        };
        _keywords = [.. Resource.All];
        Output = new OutputWords("value", "description", isNewton ? "condition" : null);
        DeletionPolicies = isNewton
            ? base.DeletionPolicies.Concat(s_loosePolicies.Zip(base.DeletionPolicies.Values, KeyValuePair.Create)).ToDictionary()
            : base.DeletionPolicies;
    }

    public override SectionWords Sections { get; }

    public override ResourceWords Resource { get; }

    public override OutputWords Output { get; }

    public override IReadOnlyDictionary<string, string> DeletionPolicies { get; }

    public override IReadOnlyDictionary<string, PseudoParameter> PseudoParameters { get; } = new OrderedDictionary<string, PseudoParameter>
    {
        ["OS::stack_id"] = PseudoParameter.StackId,
        ["OS::stack_name"] = PseudoParameter.StackName,
        ["OS::project_id"] = PseudoParameter.ProjectId,
    };

    public override ParameterSchema ReadParameter(MappingEntry entry) => _parameters.Read(entry);

    public override Problem? ResourceFault(MappingEntry entry)
    {
        var path = ResourcePath(entry.Key);
        switch (entry.Value)
        {
            case MappingNode { Entries.Count: 0 } or ScalarNode { Value.IsNull: true }:
                return Invalid("Each resource must contain a type key.", entry.Span, path);
            case MappingNode map when map.Entries.FirstOrDefault(field => !_keywords.Contains(field.Key)) is { } unknown:
                return Invalid($"\"{unknown.Key}\" is not a valid keyword inside a resource definition", unknown.Span, $"{path}.{unknown.Key}", Suggestion.For(unknown.Key, _keywords));
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

    private static Problem Invalid(string message, SourceSpan span, string path, string? fix = null) => new(Problem.ValidationFailed, message, span, path, fix);
}
