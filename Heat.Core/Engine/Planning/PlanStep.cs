namespace Heat.Core.Engine.Planning;

/// <summary>One thing to do.</summary>
/// <param name="Resource">The name of the resource.</param>
/// <param name="RecordId">The record to work on; null for <see cref="StepKind.Converge"/>, which chooses one when it runs.</param>
public sealed record PlanStep(StepKind Kind, string Resource, Guid? RecordId = null)
{
    public override string ToString() => RecordId is null ? $"{Kind} {Resource}" : $"{Kind} {Resource} ({RecordId})";
}
