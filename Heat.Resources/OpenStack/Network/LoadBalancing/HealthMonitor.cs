using Heat.Core.Resources;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.LoadBalancing;

namespace Heat.Resources.OpenStack.Network.LoadBalancing;

/// <summary>OS::Neutron::LBaaS::HealthMonitor — asks the members of a pool whether they are well. API: Networking v2.0, /lbaas/healthmonitors.</summary>
public sealed class HealthMonitor : HealthMonitorBase<NetworkClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Neutron::LBaaS::HealthMonitor")
    {
        Description = "Asks the members of a pool whether they are well.",
        Support = SupportStatus.Since("6.0.0"),
        Service = "network",
        Extension = "lbaasv2",
        Properties =
        [
            .. Common("neutron.lbaas."),
            Property.Text("expected_codes", "The answers that mean health.").DefaultsTo("200").Updatable(),
            Property.Text("http_method", "The method of the question.").OneOf("GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH").DefaultsTo("GET").Updatable(),
            Property.Text("type", "How members are asked.").OneOf("PING", "TCP", "HTTP", "HTTPS").Required(),
            Property.Text("url_path", "The path that is asked for.").DefaultsTo("/").Updatable(),
        ],
        Attributes = [Attribute.List("pools", "The pools.")],
    };
}
