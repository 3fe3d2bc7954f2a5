using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>A listener, whichever service it is of: a port number at which a load balancer takes requests.</summary>
public abstract class ListenerBase<TClient>() : BalancingObject<TClient>("listeners", "listener")
    where TClient : ServiceClient
{
    /// <param name="entities">What the names of the service's kinds of objects begin with.</param>
    private protected static IReadOnlyList<PropertySchema> Common(string entities) =>
    [
        Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
        Property.Integer("connection_limit", "How many connections there may be at once; -1 for any number.").InRange(-1).DefaultsTo(-1).Updatable(),
        Property.Text("default_tls_container_ref", "The container of the certificate, for connections that are encrypted as far as here.").Updatable(),
        Property.Text("description", "What it is for.").DefaultsTo("").Updatable(),
        Property.Text("loadbalancer", "The load balancer, by name or id.").Finding(entities + "loadbalancer").Satisfying(entities + "loadbalancer"),
        Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
        Property.Integer("protocol_port", "The port number.").InRange(1, 65535).Required(),
        Property.List("sni_container_refs", "Containers of certificates for names of hosts.").Updatable(),
        Property.Text("tenant_id", "The project that owns it; only administrators choose one."),
    ];

    private protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        if (properties.Text("protocol") == "TERMINATED_HTTPS" && !properties.IsGiven("default_tls_container_ref", unknown))
            yield return "Property default_tls_container_ref required when protocol is TERMINATED_HTTPS.";
    }
}
