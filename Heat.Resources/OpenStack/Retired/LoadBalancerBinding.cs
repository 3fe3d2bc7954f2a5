using Heat.Core.Resources;
using Heat.Resources.Heat;

namespace Heat.Resources.OpenStack.Retired;

/// <summary>OS::Neutron::LoadBalancer — once what bound servers to a load balancer of the network service's first kind. It does nothing any more, so that templates which have it still work.</summary>
public sealed class LoadBalancerBinding : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::LoadBalancer")
    {
        Description = "Once what bound servers to a load balancer of the network service's first kind. Does nothing any more.",
        Support = SupportStatus.Since("2014.1").DeprecatedIn("7.0.0").HiddenIn("9.0.0"),
        TakesAnything = true,
    };
}
