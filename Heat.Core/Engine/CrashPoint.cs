namespace Heat.Core.Engine;

/// <summary>The names of the points of <see cref="ICrashPoint"/>.</summary>
public static class CrashPoint
{
    /// <summary>The operation is committed, and nobody was told to carry it out.</summary>
    public const string OperationAccepted = "operation-accepted";

    /// <summary>The operation was taken up.</summary>
    public const string OperationClaimed = "operation-claimed";

    /// <summary>The intent to change a resource is on disk, and the cloud was not called yet.</summary>
    public const string IntentNoted = "intent-noted";

    /// <summary>The cloud was called and answered, and nothing of that was noted.</summary>
    public const string CloudCalled = "cloud-called";

    /// <summary>The cloud object's id is noted.</summary>
    public const string PhysicalIdNoted = "physical-id-noted";

    /// <summary>A resource's action ended, and its end is not noted.</summary>
    public const string StepDone = "step-done";

    /// <summary>A resource's end is noted.</summary>
    public const string StepNoted = "step-noted";

    /// <summary>All steps are done, and the stack's state is not noted.</summary>
    public const string StepsDone = "steps-done";

    /// <summary>The rollback was decided.</summary>
    public const string RollbackBegun = "rollback-begun";

    public static IReadOnlyList<string> All { get; } =
        [OperationAccepted, OperationClaimed, IntentNoted, CloudCalled, PhysicalIdNoted, StepDone, StepNoted, StepsDone, RollbackBegun];
}
