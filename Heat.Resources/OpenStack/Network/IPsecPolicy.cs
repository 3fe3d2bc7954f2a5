using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::IPsecPolicy — how what goes through a tunnel is protected. API: Networking v2.0, /vpn/ipsecpolicies.</summary>
public sealed class IPsecPolicy() : NeutronResource("ipsecpolicies", "ipsecpolicy", "/vpn/ipsecpolicies")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::IPsecPolicy")
    {
        Description = "How what goes through a tunnel is protected.",
        Service = "network",
        Extension = "vpnaas",
        Properties =
        [
            Property.Text("auth_algorithm", "How messages are authenticated.").OneOf("sha1").DefaultsTo("sha1"),
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("encapsulation_mode", "What of a packet is wrapped.").OneOf("tunnel", "transport").DefaultsTo("tunnel"),
            Property.Text("encryption_algorithm", "How messages are encrypted.").OneOf("3des", "aes-128", "aes-192", "aes-256").DefaultsTo("aes-128"),
            Property.Map("lifetime", "How long keys are used.",
                Property.Text("units", "What the lifetime is counted in.").OneOf("seconds", "kilobytes").DefaultsTo("seconds"),
                Property.Integer("value", "How many of these.").DefaultsTo(3600)),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("pfs", "The group for perfect forward secrecy.").OneOf("group2", "group5", "group14").DefaultsTo("group5"),
            Property.Text("transform_protocol", "The protocol.").OneOf("esp", "ah", "ah-esp").DefaultsTo("esp"),
        ],
        Attributes =
        [
            Attribute.Text("auth_algorithm", "How messages are authenticated."),
            Attribute.Text("description", "What it is for."),
            Attribute.Text("encapsulation_mode", "What of a packet is wrapped."),
            Attribute.Text("encryption_algorithm", "How messages are encrypted."),
            Attribute.Map("lifetime", "How long keys are used."),
            Attribute.Text("name", "The name."),
            Attribute.Text("pfs", "The group for perfect forward secrecy."),
            Attribute.Text("tenant_id", "The project that owns it."),
            Attribute.Text("transform_protocol", "The protocol."),
        ],
    };
}
