using System.Text.RegularExpressions;

namespace Heat.Tests.RealCloud;

/// <summary>Differences that are meant, or that no two runs would be without. Conformance/deviations.md tells the reasons of those that are meant.</summary>
internal static class AcceptedDifferences
{
    private static readonly Regex[] s_patterns =
    [
        // Random by nature.
        new(@"^\.\w+\.outputs\.(password|token|all_values|resource\d_(value|id))\b"),
        new(@"^\.\w+\.resources\.[^:]*\.attributes\.(value|password)\b"),
        // The compute service tells of floating addresses after a while.
        new(@"\.attributes\.addresses\.[^:]*: .*floating"),
        // Meant: told in Conformance/deviations.md.
        new(@"\.attributes\.(refs|refs_map|attributes|outputs|outputs_list|current_size): "),
        new(@"^\.\w+\.resources\./random_group\.attributes\.refs"),
        new(@"/\w*floating\w*\.attributes\.description: "),
        new(@"resource_status: UPDATE_COMPLETE \| CREATE_COMPLETE$"),
        // What the real cloud lacks because it has no network agents, or other extensions.
        new(@"/\w*floating\w*\.attributes\.status: DOWN \| ACTIVE$"),
        new(@"\.attributes\.availability_zones: "),
        new(@"\.attributes\.(numa_affinity_policy|vlan_transparent|dns_publish_fixed_ip|segment_id|conntrack_helpers|distributed|ha): "),
        new(@"\.dns_assignment\[\d\]\.fqdn: "),
        // Its hypervisor is a make-believe one.
        new(@"\.attachments\[\d\]\.device: "),
    ];

    public static bool Contain(string difference) => s_patterns.Any(pattern => pattern.IsMatch(difference));
}
