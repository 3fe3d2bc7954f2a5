using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Network;

/// <summary>The rules of a security group, in the service's words.</summary>
internal static class SecurityGroupRules
{
    private static readonly IReadOnlyList<string> s_content = ["direction", "ethertype", "protocol", "port_range_min", "port_range_max", "remote_ip_prefix", "remote_group_id"];

    /// <summary>A new group lets everything out.</summary>
    public static IReadOnlyList<MapValue> OfNewGroups { get; } =
    [
        MapValue.Of(("direction", "egress"), ("ethertype", "IPv4")),
        MapValue.Of(("direction", "egress"), ("ethertype", "IPv6")),
    ];

    public static bool IsEgress(MapValue rule) => rule.Text("direction") == "egress";

    /// <summary>True when a rule is what is wanted.</summary>
    public static bool Says(MapValue rule, MapValue wanted) =>
        s_content.All(name => string.Equals(ValueText.Plain(rule.Get(name)), ValueText.Plain(wanted.Get(name)), StringComparison.OrdinalIgnoreCase));

    public static async Task CreateAsync(NetworkClient client, MapValue rule, CancellationToken cancellation)
    {
        try
        {
            await client.PostAsync("/security-group-rules", MapValue.Of(("security_group_rule", rule)), cancellation);
        }
        catch (CloudException exists) when (exists.Nature == FailureNature.Conflict)
        {
            // The same rule is there already.
        }
    }

    public static async Task DeleteAsync(NetworkClient client, string group, Func<MapValue, bool> isMeant, CancellationToken cancellation)
    {
        var found = await client.TryGetAsync($"/security-groups/{ServiceClient.Segment(group)}", "security_group", cancellation);
        foreach (var rule in (found?.Get("security_group_rules").Maps() ?? []).Where(isMeant))
            await Absence.IgnoreAsync(() => client.DeleteAsync($"/security-group-rules/{rule.Text("id")}", cancellation));
    }
}
