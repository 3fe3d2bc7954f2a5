using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::SoftwareConfig — a text for some tool in an instance, with what it is told and what it reports. It never changes: a change makes another one.</summary>
public sealed class SoftwareConfig : SoftwareConfigResource
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::SoftwareConfig")
    {
        Description = "A text for some tool in an instance, such as a script.",
        Support = SupportStatus.Since("2014.1"),
        Properties = [Property.Text("config", "The text."), SoftwareConfigSchema.Group, SoftwareConfigSchema.Inputs, SoftwareConfigSchema.Options, SoftwareConfigSchema.Outputs],
        Attributes = [ConfigAttribute],
    };

    private protected override Task<MapValue> BodyAsync(ResourceContext resource, CancellationToken cancellation) =>
        Task.FromResult(Given(resource, "config", "group", "inputs", "options", "outputs"));
}
