using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::Quota — how much of the network service a project may have. API: Networking v2.0, /quotas.</summary>
public sealed class NetworkQuota() : QuotaResource<NetworkClient>("/quotas", "quota")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::Quota")
    {
        Description = "How much of the network service a project may have.",
        Support = SupportStatus.Since("8.0.0"),
        Service = "network",
        Extension = "quotas",
        Properties =
        [
            Limit("floatingip", "Floating addresses."),
            Limit("network", "Networks."),
            Limit("port", "Ports."),
            Of,
            Limit("rbac_policy", "Policies that share objects.").Since("12.0.0"),
            Limit("router", "Routers."),
            Limit("security_group", "Security groups."),
            Limit("security_group_rule", "Rules of security groups."),
            Limit("subnet", "Subnets."),
            Limit("subnetpool", "Subnet pools.").Since("12.0.0"),
        ],
    };

    public override string Title => "NeutronQuota";
}
