using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>What the load balancing service stores.</summary>
internal sealed class BalancingTables(LocalCloudState state)
{
    private static readonly Dictionary<string, int> s_limits = new() { ["loadbalancer"] = -1, ["listener"] = -1, ["pool"] = -1, ["member"] = -1, ["healthmonitor"] = -1, ["l7policy"] = -1, ["l7rule"] = -1 };

    private readonly LocalCloudState _state = state;

    public DateTimeOffset Now => _state.Now;

    public CloudTable<BalancingPart> Parts { get; } = state.Table<BalancingPart>("balancing.part");

    public CloudTable<BalancingSetting> Settings { get; } = state.Table<BalancingSetting>("balancing.setting");

    public Quotas Quotas { get; } = new(state.Table<QuotaSet>("balancing.quota"), s_limits);

    public BalancingPart? Find(BalancingKind kind, string? id) => Parts.Find(id) is { } part && part.Collection == kind.Plural && part.IsThere(Now) ? part : null;

    public IEnumerable<BalancingPart> All(BalancingKind kind) => Parts.All.Where(part => part.Collection == kind.Plural && part.IsThere(Now));
}
