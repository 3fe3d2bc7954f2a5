using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Server.Orchestration.Views;

/// <summary>Snapshots as the API shows them.</summary>
internal static class SnapshotView
{
    /// <param name="document">The stack as it was; empty while the snapshot is being taken.</param>
    public static MapValue Shown(SnapshotRecord snapshot, MapValue document) => MapValue.Of(
        ("id", snapshot.Id.ToString()),
        ("name", snapshot.Name),
        ("status", snapshot.Status),
        ("status_reason", snapshot.StatusReason),
        ("data", document.Count > 0 ? document : Value.Null),
        ("creation_time", Times.Shown(snapshot.CreatedAt)));
}
