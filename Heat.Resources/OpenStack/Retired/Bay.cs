using Heat.Core.Resources;
using Heat.Resources.Heat;

namespace Heat.Resources.OpenStack.Retired;

/// <summary>OS::Magnum::Bay — once a cluster of containers. It does nothing any more, so that templates which have it still work.</summary>
public sealed class Bay : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Magnum::Bay")
    {
        Description = "Once a cluster of containers. Does nothing any more.",
        Support = SupportStatus.Since("6.0.0").DeprecatedIn("9.0.0").HiddenIn("11.0.0"),
        TakesAnything = true,
    };
}
