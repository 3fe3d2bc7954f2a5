namespace Heat.Core.Stacks;

/// <summary>The second half of a stack's or a resource's state.</summary>
public static class Status
{
    public const string InProgress = "IN_PROGRESS";
    public const string Complete = "COMPLETE";
    public const string Failed = "FAILED";
}
