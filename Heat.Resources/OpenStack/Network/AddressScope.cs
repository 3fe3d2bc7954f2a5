using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::AddressScope — a space in which addresses don't overlap. API: Networking v2.0, /address-scopes.</summary>
public sealed class AddressScope() : NeutronResource("address_scopes", "address_scope")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::AddressScope")
    {
        Description = "A space in which addresses don't overlap.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "address-scope",
        Properties =
        [
            Property.Integer("ip_version", "The version of the internet protocol.").OneOf(4, 6).DefaultsTo(4),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Flag("shared", "Whether other projects may use it.").DefaultsTo(false).Updatable(),
            Property.Text("tenant_id", "The project that owns it; only administrators choose one.").Finding("keystone.project").Satisfying("keystone.project"),
        ],
    };
}
