using System.Text.Json.Nodes;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Ends of tunnels: not active before a tunnel uses them.</summary>
internal sealed class VpnServicesApi(NetworkTables tables, DocumentKind kind) : DocumentsApi(tables, kind)
{
    protected override JsonObject View(NetworkDocument document)
    {
        var view = base.View(document);
        view["status"] = IsUsed(document) ? "ACTIVE" : "PENDING_CREATE";
        return view;
    }
}
