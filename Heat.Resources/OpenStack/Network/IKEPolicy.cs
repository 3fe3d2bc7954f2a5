using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::IKEPolicy — how the two sides of a tunnel agree on keys. API: Networking v2.0, /vpn/ikepolicies.</summary>
public sealed class IKEPolicy() : NeutronResource("ikepolicies", "ikepolicy", "/vpn/ikepolicies")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::IKEPolicy")
    {
        Description = "How the two sides of a tunnel agree on keys.",
        Service = "network",
        Extension = "vpnaas",
        Properties =
        [
            Property.Text("auth_algorithm", "How messages are authenticated.").OneOf("sha1", "sha256", "sha384", "sha512").DefaultsTo("sha1").Updatable(),
            Property.Text("description", "What it is for.").Updatable(),
            Property.Text("encryption_algorithm", "How messages are encrypted.").OneOf("3des", "aes-128", "aes-192", "aes-256").DefaultsTo("aes-128").Updatable(),
            Property.Text("ike_version", "The version of the protocol.").OneOf("v1", "v2").DefaultsTo("v1").Updatable(),
            Property.Map("lifetime", "How long keys are used.",
                Property.Text("units", "What the lifetime is counted in.").OneOf("seconds", "kilobytes").DefaultsTo("seconds"),
                Property.Integer("value", "How many of these.").DefaultsTo(3600)).Updatable(),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("pfs", "The group for perfect forward secrecy.").OneOf("group2", "group5", "group14").DefaultsTo("group5").Updatable(),
            Property.Text("phase1_negotiation_mode", "How the first phase is negotiated.").OneOf("main").DefaultsTo("main"),
        ],
        Attributes =
        [
            Attribute.Text("auth_algorithm", "How messages are authenticated."),
            Attribute.Text("description", "What it is for."),
            Attribute.Text("encryption_algorithm", "How messages are encrypted."),
            Attribute.Text("ike_version", "The version of the protocol."),
            Attribute.Map("lifetime", "How long keys are used."),
            Attribute.Text("name", "The name."),
            Attribute.Text("pfs", "The group for perfect forward secrecy."),
            Attribute.Text("phase1_negotiation_mode", "How the first phase is negotiated."),
            Attribute.Text("tenant_id", "The project that owns it."),
        ],
    };
}
