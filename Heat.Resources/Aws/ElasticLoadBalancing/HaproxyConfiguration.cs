using System.Globalization;
using System.Text;
using Heat.Core.Values;

namespace Heat.Resources.Aws.ElasticLoadBalancing;

/// <summary>What HAProxy is told: to take requests at the port of the first listener, and to spread them over these addresses.</summary>
internal static class HaproxyConfiguration
{
    private const string Common = """
        global
            daemon
            maxconn 256
            stats socket /tmp/.haproxy-stats

        defaults
            mode http
            timeout connect 5000ms
            timeout client 50000ms
            timeout server 50000ms

        """;

    public static string Write(MapValue properties, IEnumerable<string> addresses)
    {
        var listener = properties.Get("Listeners").Maps().First();
        var health = properties.Get("HealthCheck").AsMap();
        var text = new StringBuilder(Common);
        text.Append(CultureInfo.InvariantCulture, $"\nfrontend http\n    bind *:{Number(listener, "LoadBalancerPort")}\n    default_backend servers\n");
        text.Append("\nbackend servers\n    balance roundrobin\n    option http-server-close\n    option forwardfor\n    option httpchk\n");
        if (health is not null)
            text.Append(CultureInfo.InvariantCulture, $"    timeout check {Number(health, "Timeout")}s\n");
        foreach (var (number, address) in addresses.Index())
            text.Append(CultureInfo.InvariantCulture, $"    server server{number + 1} {address}:{Number(listener, "InstancePort")}{Check(health)}\n");
        return text.ToString();
    }

    private static string Check(MapValue? health) => health is null ? "" : $" check inter {Number(health, "Interval")}s fall {Number(health, "UnhealthyThreshold")} rise {Number(health, "HealthyThreshold")}";

    private static string Number(MapValue map, string name) => ValueText.Plain(map.Get(name));
}
