using Heat.Core.Resources;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::SoftwareDeployment — has a software configuration carried out on a server, and waits for the report.</summary>
public sealed class SoftwareDeployment : DeploymentResource
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::SoftwareDeployment")
    {
        Description = "Has a software configuration carried out on a server.",
        Support = SupportStatus.Since("2014.1"),
        Properties = [.. SharedProperties, Server],
        Attributes = SharedAttributes,
    };
}
