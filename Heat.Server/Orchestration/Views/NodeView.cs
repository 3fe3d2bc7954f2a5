using Heat.Core.Engine;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Server.Orchestration.Views;

/// <summary>Processes that carry operations, as the list of services shows them.</summary>
internal static class NodeView
{
    public static MapValue Shown(NodeRecord node, bool isUp) => MapValue.Of(
        ("id", node.Id.ToString()),
        ("binary", "heat-engine"),
        ("engine_id", node.Name),
        ("host", node.Host),
        ("hostname", node.Host),
        ("topic", "engine"),
        ("report_interval", (int)Nodes.ReportInterval.TotalSeconds),
        ("created_at", Times.Shown(node.StartedAt)),
        ("updated_at", Times.Shown(node.SeenAt)),
        ("deleted_at", Value.Null),
        ("status", isUp ? "up" : "down"));
}
