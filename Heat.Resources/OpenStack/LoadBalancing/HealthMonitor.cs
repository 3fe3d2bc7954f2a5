using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>OS::Octavia::HealthMonitor — asks the members of a pool whether they are well. API: Load Balancer v2, /lbaas/healthmonitors.</summary>
public sealed class HealthMonitor : HealthMonitorBase<LoadBalancerClient>
{
    public override ResourceSchema Schema { get; } = new("OS::Octavia::HealthMonitor")
    {
        Description = "Asks the members of a pool whether they are well.",
        Support = SupportStatus.Since("10.0.0"),
        Service = "load-balancer",
        Properties =
        [
            .. Common("octavia."),
            Property.Text("expected_codes", "The answers that mean health.").Updatable(),
            Property.Text("http_method", "The method of the question.").OneOf("GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH").Updatable(),
            Property.Text("type", "How members are asked.").OneOf("PING", "TCP", "HTTP", "HTTPS", "UDP-CONNECT").Required(),
            Property.Text("url_path", "The path that is asked for.").Updatable(),
        ],
        Attributes = [Attribute.List("pools", "The pools.")],
    };

    private protected override MapValue ForService(MapValue properties) => base.ForService(properties.Renamed("tenant_id", "project_id"));
}
