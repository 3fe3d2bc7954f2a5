using Heat.Core.Resources;

namespace Heat.Resources.OpenStack.Network;

/// <summary>OS::Neutron::IPsecSiteConnection — a tunnel to another site. API: Networking v2.0, /vpn/ipsec-site-connections.</summary>
public sealed class IPsecSiteConnection() : BackgroundNetworkObject("ipsec_site_connections", "ipsec_site_connection", "/vpn/ipsec-site-connections")
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::IPsecSiteConnection")
    {
        Description = "A tunnel to another site.",
        Service = "network",
        Extension = "vpnaas",
        Properties =
        [
            Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
            Property.Text("description", "What it is for.").Updatable(),
            Property.Map("dpd", "How a dead other side is noticed.",
                Property.Text("actions", "What happens then.").OneOf("clear", "disabled", "hold", "restart", "restart-by-peer").DefaultsTo("hold"),
                Property.Integer("interval", "Seconds between two probes.").DefaultsTo(30),
                Property.Integer("timeout", "Seconds without an answer after which it is dead.").DefaultsTo(120)),
            Property.Text("ikepolicy_id", "How keys are agreed on.").Required(),
            Property.Text("initiator", "Which side may begin.").OneOf("bi-directional", "response-only").DefaultsTo("bi-directional"),
            Property.Text("ipsecpolicy_id", "How the traffic is protected.").Required(),
            Property.Integer("mtu", "The largest packet.").DefaultsTo(1500),
            Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
            Property.Text("peer_address", "The address of the other side.").Required(),
            Property.List("peer_cidrs", "The networks at the other side.", Property.Text("*").Satisfying("net_cidr")).Required(),
            Property.Text("peer_id", "What the other side calls itself.").Required(),
            Property.Text("psk", "The secret that both sides know.").Required(),
            Property.Text("vpnservice_id", "The end of the tunnel at this side.").Required(),
        ],
        Attributes =
        [
            Attribute.Text("admin_state_up", "Whether it is switched on."),
            Attribute.Text("auth_mode", "How the sides prove who they are."),
            Attribute.Text("description", "What it is for."),
            Attribute.Map("dpd", "How a dead other side is noticed."),
            Attribute.Text("ikepolicy_id", "How keys are agreed on."),
            Attribute.Text("initiator", "Which side may begin."),
            Attribute.Text("ipsecpolicy_id", "How the traffic is protected."),
            Attribute.Text("mtu", "The largest packet."),
            Attribute.Text("name", "The name."),
            Attribute.Text("peer_address", "The address of the other side."),
            Attribute.List("peer_cidrs", "The networks at the other side."),
            Attribute.Text("peer_id", "What the other side calls itself."),
            Attribute.Text("psk", "The secret that both sides know."),
            Attribute.Text("route_mode", "How routes are found."),
            Attribute.Text("status", "The status that the service gives."),
            Attribute.Text("tenant_id", "The project that owns it."),
            Attribute.Text("vpnservice_id", "The end of the tunnel at this side."),
        ],
    };
}
