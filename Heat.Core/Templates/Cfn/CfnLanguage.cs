using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates.Yaql;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn;

/// <summary>The CloudFormation template language, as far as Heat knows it. Source: AWS CloudFormation user guide, "Template anatomy"; Heat template guide, "CFN".</summary>
internal sealed class CfnLanguage : TemplateLanguage
{
    private readonly CfnParameterReader _parameters = new();

    public CfnLanguage(TemplateVersion version, YaqlEngine yaql)
        : base(version, yaql)
    {
        var isAmazon = version.Date == CfnVersions.Amazon;
        Sections = new SectionWords
        {
            Versions = [.. CfnVersions.All.Select(known => known.Key)],
            Description = "Description",
            Mappings = "Mappings",
            Parameters = "Parameters",
            Resources = "Resources",
            Outputs = "Outputs",
            Conditions = isAmazon ? "Conditions" : null,
        };
        Resource = new ResourceWords
        {
            Type = "Type",
            Properties = "Properties",
            Metadata = "Metadata",
            DependsOn = "DependsOn",
            DeletionPolicy = "DeletionPolicy",
            UpdatePolicy = "UpdatePolicy",
            Description = "Description",
            Condition = isAmazon ? "Condition" : null,
        };
        Output = new OutputWords("Value", "Description", isAmazon ? "Condition" : null);
    }

    public override SectionWords Sections { get; }

    public override ResourceWords Resource { get; }

    public override OutputWords Output { get; }

    public override IReadOnlyDictionary<string, PseudoParameter> PseudoParameters { get; } = new OrderedDictionary<string, PseudoParameter>
    {
        ["AWS::StackId"] = PseudoParameter.StackArn,
        ["AWS::StackName"] = PseudoParameter.StackName,
        ["AWS::Region"] = PseudoParameter.Region,
    };

    public override ParameterSchema ReadParameter(MappingEntry entry) => _parameters.Read(entry);

    // Unlike in the newer language, a keyword that isn't known is let pass.
    public override Problem? ResourceFault(MappingEntry entry)
    {
        var value = entry.Value.ToValue();
        var message = value is MapValue map ? (map.Get(Resource.Type).IsTruthy() ? null : "Each Resource must contain a Type key.")
            : value.IsTruthy() ? $"Resources must contain Resource. Found a [<class '{value.KindName}'>] instead"
            : "Each Resource must contain a Type key.";
        return message is null ? null : new Problem(Problem.ValidationFailed, message, entry.Span, ResourcePath(entry.Key));
    }
}
