namespace Heat.Core.Resources.Nested;

/// <summary>By how much a policy wants a group to grow or shrink.</summary>
public sealed record ScalingAdjustment
{
    public required AdjustmentKind Kind { get; init; }

    /// <summary>Members, or percent of the members there are.</summary>
    public required double Amount { get; init; }

    /// <summary>The least change in members that a change in percent makes; null for none.</summary>
    public long? MinimumStep { get; init; }

    /// <summary>Seconds in which no other adjustment is to follow; null for as many as the group says.</summary>
    public double? Cooldown { get; init; }

    /// <summary>What the group's metadata say about the adjustment afterwards, such as <c>change_in_capacity : 1</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The size that a group of this size gets, within its bounds.</summary>
    public int Applied(int size, int minimum, int maximum)
    {
        var wanted = Kind switch
        {
            AdjustmentKind.ExactCapacity => Amount,
            AdjustmentKind.ChangeInCapacity => size + Amount,
            _ => size + Percentage(size),
        };
        return (int)Math.Max(Math.Min(Math.Truncate(wanted), maximum), minimum);
    }

    /// <summary>A change of less than one member is one; any other is rounded towards none.</summary>
    private double Percentage(int size)
    {
        var change = size * Amount / 100;
        var whole = Math.Abs(change) < 1 ? Math.Sign(change) : Math.Truncate(change);
        return MinimumStep > Math.Abs(whole) ? (whole > 0 ? MinimumStep.Value : -MinimumStep.Value) : whole;
    }
}
