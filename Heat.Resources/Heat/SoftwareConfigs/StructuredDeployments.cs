using Heat.Core.Resources;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::StructuredDeployments — the old name of OS::Heat::StructuredDeploymentGroup.</summary>
public sealed class StructuredDeployments : StructuredDeploymentGroup
{
    public override ResourceSchema Schema { get; } =
        SchemaOf("OS::Heat::StructuredDeployments", SupportStatus.Since("2014.2").DeprecatedIn("2014.2").HiddenIn("7.0.0"));
}
