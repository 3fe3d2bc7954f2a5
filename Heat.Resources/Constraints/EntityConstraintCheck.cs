using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Constraints;

/// <summary>A value names an object that exists in the cloud. The constraint's name is that of the kind of object, such as <c>neutron.network</c>.</summary>
internal sealed class EntityConstraintCheck : ICustomConstraintCheck
{
    private EntityConstraintCheck(string name) => Name = name;

    public static IReadOnlyList<ICustomConstraintCheck> All { get; } =
    [
        .. ((string[])
        [
            "cinder.backup", "cinder.qos_specs", "cinder.snapshot", "cinder.volume", "cinder.vtype",
            "glance.image",
            "keystone.domain", "keystone.group", "keystone.project", "keystone.region", "keystone.role", "keystone.service", "keystone.user",
            "neutron.address_scope", "neutron.flow_classifier", "neutron.lbaas.listener", "neutron.lbaas.loadbalancer", "neutron.lbaas.pool", "neutron.lbaas.provider", "neutron.network", "neutron.port", "neutron.port_pair", "neutron.port_pair_group", "neutron.qos_policy", "neutron.router", "neutron.security_group", "neutron.segment", "neutron.subnet", "neutron.subnetpool", "neutron.taas.tap_flow", "neutron.taas.tap_service",
            "octavia.flavor", "octavia.flavorprofile", "octavia.l7policy", "octavia.listener", "octavia.loadbalancer", "octavia.pool",
            "nova.flavor", "nova.host", "nova.keypair", "nova.server",
        ]).Select(name => new EntityConstraintCheck(name)),
    ];

    public string Name { get; }

    public async Task<string?> ViolationAsync(Value value, ICloudSession cloud, CancellationToken cancellation)
    {
        // An empty name comes from a resource that doesn't exist yet.
        if (value.AsText() is not { Length: > 0 } nameOrId)
            return null;
        try
        {
            await cloud.FindIdAsync(Name, nameOrId, cancellation);
            return null;
        }
        catch (ResourceException failure) when (failure.Nature != FailureNature.Unavailable)
        {
            return ConstraintMessage.For(value, failure.Message);
        }
    }
}
