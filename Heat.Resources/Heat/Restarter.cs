using Heat.Core.Resources;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::HARestarter — once made an instance anew on an alarm. It does nothing any more, so that templates which have it still work.</summary>
public sealed class Restarter : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::HARestarter")
    {
        Description = "Once made an instance anew on an alarm; does nothing any more.",
        Support = SupportStatus.Always.DeprecatedIn("2015.1").HiddenIn("10.0.0"),
        TakesAnything = true,
    };
}
