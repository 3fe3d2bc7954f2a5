using Heat.Core.Resources;
using Heat.Resources.Heat;

namespace Heat.Resources.OpenStack.Retired;

/// <summary>OS::Neutron::PoolMember — once a member of such a pool. It does nothing any more, so that templates which have it still work.</summary>
public sealed class NetworkPoolMember : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::PoolMember")
    {
        Description = "Once a member of such a pool. Does nothing any more.",
        Support = SupportStatus.Since("2014.1").DeprecatedIn("7.0.0").HiddenIn("9.0.0"),
        TakesAnything = true,
    };
}
