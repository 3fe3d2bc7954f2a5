namespace Heat.Resources.Heat.Groups;

/// <summary>One stage of a group that is changed little by little.</summary>
/// <param name="Capacity">How many members the group has at this stage.</param>
/// <param name="Renewed">How many members may be made or changed to get there.</param>
internal readonly record struct RollingBatch(int Capacity, int Renewed);

/// <summary>The stages by which a group gets from one size to another with every member renewed, so that no more than a batch changes at a time and enough members stay in service.</summary>
internal static class RollingBatches
{
    /// <param name="current">How many members there are.</param>
    /// <param name="target">How many there are to be.</param>
    /// <param name="size">How many may change at a time.</param>
    /// <param name="minimumInService">How many have to stay untouched meanwhile; the group grows for a while if that is needed.</param>
    /// <param name="renewed">How many of those that are to stay are as they should be already, because this goes on where it was broken off.</param>
    public static IEnumerable<RollingBatch> Between(int current, int target, int size, int minimumInService, int renewed = 0)
    {
        while (renewed < current || current != target)
        {
            var batch = Math.Min(size, Math.Max(target - renewed, 0));
            var inService = Math.Min(minimumInService, Math.Min(target, current));
            var capacity = batch + Math.Max(Math.Min(current, target - batch), inService);
            yield return new RollingBatch(capacity, batch);
            renewed += batch - Math.Max(capacity - Math.Max(current, target), 0);
            current = capacity;
        }
    }
}
