namespace Heat.Core.Storage;

/// <summary>How far an operation is.</summary>
public static class OperationState
{
    public const string Queued = "QUEUED";
    public const string Running = "RUNNING";
    public const string Done = "DONE";
}
