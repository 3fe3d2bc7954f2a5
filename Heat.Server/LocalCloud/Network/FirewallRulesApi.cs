using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Rules of firewalls, which tell the policy that they belong to and their place in it.</summary>
internal sealed class FirewallRulesApi(NetworkTables tables, DocumentKind kind) : DocumentsApi(tables, kind)
{
    protected override JsonObject View(NetworkDocument document)
    {
        var view = base.View(document);
        var found = Tables.DocumentsByCollection["firewall_policies"]
            .Select(policy => (policy.Id, Place: RulesOf(policy).ToList().IndexOf(document.Id)))
            .FirstOrDefault(policy => policy.Place >= 0);
        view["firewall_policy_id"] = found.Id;
        view["position"] = found.Id is null ? null : found.Place + 1;
        return view;
    }

    private static IEnumerable<string?> RulesOf(NetworkDocument policy) => (policy.Attributes["firewall_rules"] as JsonArray ?? []).Select(CloudJson.Text);
}
