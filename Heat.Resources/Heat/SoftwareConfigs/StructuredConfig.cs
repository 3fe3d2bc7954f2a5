using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::StructuredConfig — a map for some tool in an instance, in which an OS::Heat::StructuredDeployment fills inputs in.</summary>
public sealed class StructuredConfig : SoftwareConfigResource
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::StructuredConfig")
    {
        Description = "A map for some tool in an instance.",
        Support = SupportStatus.Since("2014.1"),
        Properties = [Property.Map("config", "The map."), SoftwareConfigSchema.Group, SoftwareConfigSchema.Inputs, SoftwareConfigSchema.Options, SoftwareConfigSchema.Outputs],
        Attributes = [ConfigAttribute],
    };

    private protected override Task<MapValue> BodyAsync(ResourceContext resource, CancellationToken cancellation) =>
        Task.FromResult(Given(resource, "config", "group", "inputs", "options", "outputs"));
}
