using System.Text.RegularExpressions;

namespace Heat.Tests.RealCloud;

/// <summary>Differences that are meant, or that no two runs would be without. Conformance/deviations.md tells the reasons of those that are meant.</summary>
internal static class AcceptedDifferences
{
    private static readonly Regex[] s_patterns =
    [
        // Random by nature.
        new(@"^\.\w+\.outputs\.(password|all_values|resource\d_(value|id))\b"),
        new(@"^\.\w+\.resources\.[^:]*\.attributes\.(value|password)\b"),
        // The compute service tells of floating addresses after a while.
        new(@"\.attributes\.addresses\.[^:]*: .*floating"),
    ];

    public static bool Contain(string difference) => s_patterns.Any(pattern => pattern.IsMatch(difference));
}
