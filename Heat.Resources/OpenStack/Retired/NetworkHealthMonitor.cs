using Heat.Core.Resources;
using Heat.Resources.Heat;

namespace Heat.Resources.OpenStack.Retired;

/// <summary>OS::Neutron::HealthMonitor — once what looked after the members of such a pool. It does nothing any more, so that templates which have it still work.</summary>
public sealed class NetworkHealthMonitor : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::HealthMonitor")
    {
        Description = "Once what looked after the members of such a pool. Does nothing any more.",
        Support = SupportStatus.Always.DeprecatedIn("7.0.0").HiddenIn("9.0.0"),
        TakesAnything = true,
    };
}
