using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Segments of networks. They stay as long as subnets are on them.</summary>
internal sealed class SegmentsApi(NetworkTables tables, DocumentKind kind) : DocumentsApi(tables, kind)
{
    protected override void RefuseInUse(NetworkDocument document)
    {
        var subnets = Tables.Subnets.All.Where(subnet => subnet.SegmentId == document.Id).Select(subnet => subnet.Id).ToList();
        if (subnets.Count > 0)
            throw CloudFaultException.Conflict($"Segment '{document.Id}' cannot be deleted: The segment is still associated with subnet(s) {string.Join(", ", subnets)}.", "SegmentInUse");
        base.RefuseInUse(document);
    }

    protected override JsonObject View(NetworkDocument document)
    {
        var view = base.View(document);
        if (document.Name.Length == 0) view["name"] = null;
        return view;
    }
}
