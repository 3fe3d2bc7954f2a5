using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>In what the two doors to load balancers differ: how they word refusals, and what they show.</summary>
internal abstract class BalancingWords
{
    public static BalancingWords Present { get; } = new PresentWords();

    public static BalancingWords Older { get; } = new OlderWords();

    public abstract CloudFaultException Missing(BalancingKind kind, string id);

    public abstract CloudFaultException Busy(BalancingPart balancer, string state);

    public abstract JsonObject Shown(BalancingKind kind, JsonObject view);

    /// <summary>The load balancing service.</summary>
    private sealed class PresentWords : BalancingWords
    {
        public override CloudFaultException Missing(BalancingKind kind, string id) => CloudFaultException.NotFound($"{kind.Title} {id} not found.");

        public override CloudFaultException Busy(BalancingPart balancer, string state) => CloudFaultException.Conflict($"Load Balancer {balancer.Id} is immutable and cannot be updated.");

        public override JsonObject Shown(BalancingKind kind, JsonObject view) => view;
    }

    /// <summary>The network service from before there was another for this: only load balancers tell their states, and nothing tells when it was made.</summary>
    private sealed class OlderWords : BalancingWords
    {
        public override CloudFaultException Missing(BalancingKind kind, string id) => CloudFaultException.NotFound($"{kind.Singular} {id} could not be found", "EntityNotFound");

        public override CloudFaultException Busy(BalancingPart balancer, string state) => CloudFaultException.Conflict($"Invalid state {state} of loadbalancer resource {balancer.Id}", "StateInvalid");

        public override JsonObject Shown(BalancingKind kind, JsonObject view)
        {
            foreach (var name in new[] { "created_at", "updated_at" }) view.Remove(name);
            if (kind == BalancingKind.LoadBalancer) return view;
            foreach (var name in new[] { "provisioning_status", "operating_status" }) view.Remove(name);
            return view;
        }
    }
}
