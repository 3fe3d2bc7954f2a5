using Heat.Core.Resources;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::None — does nothing: an environment maps a type to it to leave its resources out.</summary>
public sealed class NoneResource : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::None")
    {
        Description = "Takes any properties and does nothing, to stand in for a resource that is not wanted.",
        Support = SupportStatus.Since("5.0.0"),
        TakesAnything = true,
    };
}
