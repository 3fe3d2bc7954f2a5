using Heat.Core.Resources;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::StructuredDeploymentGroup — an OS::Heat::StructuredDeployment for each of several servers.</summary>
public class StructuredDeploymentGroup : DeploymentGroup
{
    public override ResourceSchema Schema { get; } = SchemaOf("OS::Heat::StructuredDeploymentGroup", SupportStatus.Since("5.0.0"));

    private protected static ResourceSchema SchemaOf(string type, SupportStatus support) => new(type)
    {
        Description = "Has a structured configuration carried out on several servers.",
        Support = support,
        Properties = [.. DeploymentResource.ForGroups, ServersProperty, .. StructuredDeployment.StructuredProperties],
        Attributes = GroupAttributes,
        UpdatePolicy = Policies,
    };

    private protected override string MemberType => "OS::Heat::StructuredDeployment";
}
