namespace Heat.Core.Resources.Nested;

/// <summary>What the number of a <see cref="ScalingAdjustment"/> means.</summary>
public enum AdjustmentKind
{
    /// <summary>So many members more, or fewer.</summary>
    ChangeInCapacity,

    /// <summary>So many members.</summary>
    ExactCapacity,

    /// <summary>So many percent of the members more, or fewer.</summary>
    PercentChangeInCapacity,
}
