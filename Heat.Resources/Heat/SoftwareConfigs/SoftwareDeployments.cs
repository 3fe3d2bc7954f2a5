using Heat.Core.Resources;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::SoftwareDeployments — the old name of OS::Heat::SoftwareDeploymentGroup.</summary>
public sealed class SoftwareDeployments : SoftwareDeploymentGroup
{
    public override ResourceSchema Schema { get; } =
        SchemaOf("OS::Heat::SoftwareDeployments", SupportStatus.Since("2014.2").DeprecatedIn("2014.2").HiddenIn("7.0.0"));
}
