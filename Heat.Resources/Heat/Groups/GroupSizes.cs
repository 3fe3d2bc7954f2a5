namespace Heat.Resources.Heat.Groups;

/// <summary>Rules about the sizes of scaling groups.</summary>
internal static class GroupSizes
{
    /// <summary>What is wrong with the sizes, those that aren't known left out.</summary>
    public static IEnumerable<string> Faults(long? minimum, long? maximum, long? desired)
    {
        if (maximum < minimum)
            yield return "MinSize can not be greater than MaxSize";
        else if (minimum < 0)
            yield return "The size of AutoScalingGroup can not be less than zero";
        else if (desired < minimum || desired > maximum)
            yield return "DesiredCapacity must be between MinSize and MaxSize";
    }
}
