namespace Heat.Resources.Aws.ElasticLoadBalancing;

/// <summary>Settings of AWS::ElasticLoadBalancing::LoadBalancer (section Heat:LoadBalancer).</summary>
public sealed record LoadBalancerOptions
{
    public const string Section = "Heat:LoadBalancer";

    /// <value>A template for the nested stack of a load balancer instead of the one that comes along: the path of a file (heat.conf's loadbalancer_template). None.</value>
    public string? Template { get; init; }
}
