using Heat.Core.Resources;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::StructuredDeploymentGroup — an OS::Heat::StructuredDeployment for each of several servers.</summary>
public class StructuredDeploymentGroup : DeploymentGroup
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::StructuredDeploymentGroup")
    {
        Description = "Has a structured configuration carried out on several servers.",
        Support = SupportStatus.Since("5.0.0"),
        Properties = [.. DeploymentResource.ForGroups, ServersProperty, .. StructuredDeployment.StructuredProperties],
        Attributes = GroupAttributes,
        UpdatePolicy = Policies,
    };

    private protected override string MemberType => "OS::Heat::StructuredDeployment";
}
