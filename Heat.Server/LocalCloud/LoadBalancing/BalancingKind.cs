using System.Text.Json.Nodes;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>What load balancers are made of. The defaults name every attribute that may be given at creation.</summary>
/// <param name="Title">What messages call one.</param>
internal sealed record BalancingKind(string Singular, string Plural, string Title, JsonObject Defaults)
{
    private static readonly HashSet<string> s_always = ["name", "description", "admin_state_up", "project_id", "tenant_id", "tags"];

    public static readonly BalancingKind LoadBalancer = Of("loadbalancer", "loadbalancers", "Load Balancer",
        """{"vip_subnet_id":null,"vip_network_id":null,"vip_port_id":null,"vip_address":null,"vip_qos_policy_id":null,"provider":"amphora","flavor_id":null,"availability_zone":null}""") with
    {
        Fixed = new HashSet<string> { "vip_subnet_id", "vip_network_id", "vip_port_id", "vip_address", "provider", "flavor_id", "availability_zone" },
    };

    public static readonly BalancingKind Listener = Of("listener", "listeners", "Listener",
        """{"loadbalancer_id":null,"default_pool_id":null,"protocol":null,"protocol_port":null,"connection_limit":-1,"default_tls_container_ref":null,"sni_container_refs":[],"allowed_cidrs":null,"insert_headers":{}}""") with
    {
        Required = ["protocol", "protocol_port"],
        Fixed = new HashSet<string> { "loadbalancer_id", "protocol", "protocol_port" },
    };

    public static readonly BalancingKind Pool = Of("pool", "pools", "Pool",
        """{"listener_id":null,"loadbalancer_id":null,"lb_algorithm":null,"protocol":null,"session_persistence":null,"tls_enabled":false}""") with
    {
        Required = ["lb_algorithm", "protocol"],
        Fixed = new HashSet<string> { "listener_id", "loadbalancer_id", "protocol" },
    };

    public static readonly BalancingKind Member = Of("member", "members", "Member",
        """{"address":null,"protocol_port":null,"subnet_id":null,"weight":1,"monitor_address":null,"monitor_port":null,"backup":false}""") with
    {
        Whole = Pool,
        Required = ["address", "protocol_port"],
        Fixed = new HashSet<string> { "address", "protocol_port", "subnet_id" },
    };

    public static readonly BalancingKind HealthMonitor = Of("healthmonitor", "healthmonitors", "Health Monitor",
        """{"pool_id":null,"type":null,"delay":null,"timeout":null,"max_retries":null,"max_retries_down":3,"http_method":null,"url_path":null,"expected_codes":null}""") with
    {
        Required = ["pool_id", "type", "delay", "timeout", "max_retries"],
        Fixed = new HashSet<string> { "pool_id", "type" },
    };

    public static readonly BalancingKind Policy = Of("l7policy", "l7policies", "L7Policy",
        """{"listener_id":null,"action":null,"redirect_pool_id":null,"redirect_url":null,"position":1}""") with
    {
        Required = ["listener_id", "action"],
        Fixed = new HashSet<string> { "listener_id" },
    };

    public static readonly BalancingKind Rule = Of("rule", "rules", "L7Rule", """{"type":null,"compare_type":null,"value":null,"key":null,"invert":false}""") with
    {
        Whole = Policy,
        Required = ["type", "compare_type", "value"],
    };

    public static IReadOnlyList<BalancingKind> All { get; } = [LoadBalancer, Listener, Pool, Member, HealthMonitor, Policy, Rule];

    /// <summary>What these are parts of, where they are a collection of their own below it.</summary>
    public BalancingKind? Whole { get; init; }

    /// <summary>Attributes without which there is no object.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Attributes that stay as they were given.</summary>
    public IReadOnlySet<string> Fixed { get; init; } = new HashSet<string>();

    public bool Takes(string attribute) => s_always.Contains(attribute) || Defaults.ContainsKey(attribute);

    private static BalancingKind Of(string singular, string plural, string title, string defaults) => new(singular, plural, title, JsonNode.Parse(defaults)!.AsObject());
}
