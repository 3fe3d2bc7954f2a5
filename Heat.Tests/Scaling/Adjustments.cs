using Heat.Core.Resources.Nested;
using NUnit.Framework;

namespace Heat.Tests.Scaling;

/// <summary>What adjustments make of sizes.</summary>
public sealed class Adjustments
{
    [TestCase(AdjustmentKind.ChangeInCapacity, 2, null, 3, 5)]
    [TestCase(AdjustmentKind.ChangeInCapacity, -2, null, 3, 1)]
    [TestCase(AdjustmentKind.ChangeInCapacity, 100, null, 3, 10)]
    [TestCase(AdjustmentKind.ChangeInCapacity, -100, null, 3, 1)]
    [TestCase(AdjustmentKind.ChangeInCapacity, 0, null, 3, 3)]
    [TestCase(AdjustmentKind.ExactCapacity, 7, null, 3, 7)]
    [TestCase(AdjustmentKind.ExactCapacity, 0, null, 3, 1)]
    [TestCase(AdjustmentKind.ExactCapacity, 11, null, 3, 10)]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, 50, null, 4, 6)]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, 50, null, 5, 7, Description = "2.5 is rounded towards none")]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, -50, null, 5, 3, Description = "-2.5 is rounded towards none")]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, 10, null, 5, 6, Description = "half a member is one")]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, -10, null, 5, 4, Description = "half a member less is one less")]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, 10, 3, 5, 8)]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, -10, 3, 5, 2)]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, 100, 3, 5, 10)]
    [TestCase(AdjustmentKind.PercentChangeInCapacity, -100, null, 5, 1)]
    public void An_adjustment_keeps_to_the_bounds(AdjustmentKind kind, double amount, int? step, int size, int expected)
    {
        var adjustment = new ScalingAdjustment { Kind = kind, Amount = amount, MinimumStep = step, Reason = "" };
        Assert.That(adjustment.Applied(size, minimum: 1, maximum: 10), Is.EqualTo(expected));
    }
}
