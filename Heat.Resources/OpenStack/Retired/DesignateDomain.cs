using Heat.Core.Resources;
using Heat.Resources.Heat;

namespace Heat.Resources.OpenStack.Retired;

/// <summary>OS::Designate::Domain — once a domain of the name service. It does nothing any more, so that templates which have it still work.</summary>
public sealed class DesignateDomain : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Designate::Domain")
    {
        Description = "Once a domain of the name service. Does nothing any more.",
        Support = SupportStatus.Since("5.0.0").DeprecatedIn("8.0.0").HiddenIn("10.0.0"),
        TakesAnything = true,
    };
}
