using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Load balancers. API: Load Balancer v2.</summary>
public sealed class LoadBalancerClient(OpenStackSession session) : ServiceClient(session)
{
    public override IReadOnlyList<string> ServiceTypes { get; } = ["load-balancer"];

    protected override string Version => "v2.0";

    protected internal override async Task<string> FindIdAsync(string kind, string nameOrId, CancellationToken cancellation)
    {
        var collection = kind == "l7policy" ? "l7policies" : kind + "s";
        var named = (await ListAsync($"/lbaas/{collection}?name={Segment(nameOrId)}", collection, cancellation)).Ids().ToList();
        return named.Count switch
        {
            1 => named[0],
            > 1 => throw CloudException.Ambiguous("NoUniqueMatch", $"More than one {kind} exists with the name '{nameOrId}'."),
            _ => await TryGetAsync($"/lbaas/{collection}/{Segment(nameOrId)}", kind, cancellation) is not null ? nameOrId : throw CloudException.NotFound($"{nameOrId} not found"),
        };
    }

    private protected override CloudException Fault(CloudResponse answer) => Faults.OfLoadBalancing(answer);
}
