using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.LoadBalancing;

/// <summary>What is shown of load balancers and their parts: their attributes, states, and how they hang together.</summary>
internal sealed class BalancingViews(BalancingTables tables)
{
    /// <summary>The attributes that name another part.</summary>
    public static IReadOnlyList<(string Attribute, BalancingKind Kind)> Links { get; } =
    [
        ("loadbalancer_id", BalancingKind.LoadBalancer), ("listener_id", BalancingKind.Listener), ("default_pool_id", BalancingKind.Pool), ("redirect_pool_id", BalancingKind.Pool), ("pool_id", BalancingKind.Pool),
    ];

    public JsonObject View(BalancingKind kind, BalancingPart part)
    {
        var view = new JsonObject { ["id"] = part.Id, ["project_id"] = part.ProjectId, ["tenant_id"] = part.ProjectId, ["name"] = "", ["description"] = "", ["admin_state_up"] = true, ["tags"] = new JsonArray() };
        foreach (var (name, value) in part.Attributes) view[name] = value?.DeepClone();
        view["provisioning_status"] = part.StateAt(tables.Now);
        view["operating_status"] = part.StateAt(tables.Now) == "PENDING_CREATE" ? "OFFLINE" : "ONLINE";
        view["created_at"] = part.CreatedAt.Naive()[..19];
        view["updated_at"] = part.UpdatedAt.Naive()[..19];
        Connect(kind, part, view);
        return view;
    }

    /// <summary>What goes when a part goes: members, health monitors, policies and rules.</summary>
    public IEnumerable<BalancingPart> PartsOf(BalancingPart part)
    {
        var own = tables.Parts.All.Where(other => other.IsThere(tables.Now) && (other.WholeId == part.Id || IsBelow(other, part))).ToList();
        return own.SelectMany(PartsOf).Concat(own);
    }

    private static bool IsBelow(BalancingPart other, BalancingPart part) =>
        (other.Collection == BalancingKind.HealthMonitor.Plural && other.Text("pool_id") == part.Id) || (other.Collection == BalancingKind.Policy.Plural && other.Text("listener_id") == part.Id);

    private void Connect(BalancingKind kind, BalancingPart part, JsonObject view)
    {
        if (kind == BalancingKind.LoadBalancer)
        {
            view["listeners"] = Ids(BalancingKind.Listener, other => other.BalancerId == part.Id);
            view["pools"] = Ids(BalancingKind.Pool, other => other.BalancerId == part.Id);
        }
        else if (kind == BalancingKind.Listener)
        {
            view.Remove("loadbalancer_id");
            view["loadbalancers"] = new JsonArray(new JsonObject { ["id"] = part.BalancerId });
            view["l7policies"] = Ids(BalancingKind.Policy, other => other.Text("listener_id") == part.Id);
        }
        else if (kind == BalancingKind.Pool)
        {
            foreach (var name in new[] { "loadbalancer_id", "listener_id" }) view.Remove(name);
            view["loadbalancers"] = new JsonArray(new JsonObject { ["id"] = part.BalancerId });
            view["listeners"] = Ids(BalancingKind.Listener, other => other.Text("default_pool_id") == part.Id);
            view["members"] = Ids(BalancingKind.Member, other => other.WholeId == part.Id);
            view["healthmonitor_id"] = tables.All(BalancingKind.HealthMonitor).FirstOrDefault(other => other.Text("pool_id") == part.Id)?.Id;
        }
        else if (kind == BalancingKind.HealthMonitor)
        {
            view.Remove("pool_id");
            view["pools"] = new JsonArray(new JsonObject { ["id"] = part.Text("pool_id") });
        }
        else if (kind == BalancingKind.Policy) view["rules"] = Ids(BalancingKind.Rule, other => other.WholeId == part.Id);
    }

    private JsonArray Ids(BalancingKind kind, Func<BalancingPart, bool> belongs) =>
        CloudJson.Array(tables.All(kind).Where(belongs).Select(other => (JsonNode?)new JsonObject { ["id"] = other.Id }));
}
