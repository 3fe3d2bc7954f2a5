using Heat.Core.Resources;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::SoftwareDeploymentGroup — an OS::Heat::SoftwareDeployment for each of several servers.</summary>
public class SoftwareDeploymentGroup : DeploymentGroup
{
    public override ResourceSchema Schema { get; } = SchemaOf("OS::Heat::SoftwareDeploymentGroup", SupportStatus.Since("5.0.0"));

    private protected static ResourceSchema SchemaOf(string type, SupportStatus support) => new(type)
    {
        Description = "Has a software configuration carried out on several servers.",
        Support = support,
        Properties = [.. DeploymentResource.ForGroups, ServersProperty],
        Attributes = GroupAttributes,
        UpdatePolicy = Policies,
    };

    private protected override string MemberType => "OS::Heat::SoftwareDeployment";
}
