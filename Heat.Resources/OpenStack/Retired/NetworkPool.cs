using Heat.Core.Resources;
using Heat.Resources.Heat;

namespace Heat.Resources.OpenStack.Retired;

/// <summary>OS::Neutron::Pool — once a pool of a load balancer of the network service's first kind. It does nothing any more, so that templates which have it still work.</summary>
public sealed class NetworkPool : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::Pool")
    {
        Description = "Once a pool of a load balancer of the network service's first kind. Does nothing any more.",
        Support = SupportStatus.Always.DeprecatedIn("7.0.0").HiddenIn("9.0.0"),
        TakesAnything = true,
    };
}
