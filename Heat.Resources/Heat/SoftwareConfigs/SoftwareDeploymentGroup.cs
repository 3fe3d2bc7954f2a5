using Heat.Core.Resources;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::SoftwareDeploymentGroup — an OS::Heat::SoftwareDeployment for each of several servers.</summary>
public class SoftwareDeploymentGroup : DeploymentGroup
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::SoftwareDeploymentGroup")
    {
        Description = "Has a software configuration carried out on several servers.",
        Support = SupportStatus.Since("5.0.0"),
        Properties = [.. DeploymentResource.ForGroups, ServersProperty],
        Attributes = GroupAttributes,
        UpdatePolicy = Policies,
    };

    private protected override string MemberType => "OS::Heat::SoftwareDeployment";
}
