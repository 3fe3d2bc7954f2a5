namespace Heat.Core.Stacks;

/// <summary>The first half of a stack's or a resource's state: what is, or was last, being done with it.</summary>
public static class StackAction
{
    /// <summary>Resources only: nothing was done yet.</summary>
    public const string Init = "INIT";
    public const string Create = "CREATE";
    public const string Update = "UPDATE";
    public const string Delete = "DELETE";
    public const string Rollback = "ROLLBACK";
    public const string Suspend = "SUSPEND";
    public const string Resume = "RESUME";
    public const string Check = "CHECK";
    public const string Snapshot = "SNAPSHOT";
    public const string Restore = "RESTORE";
    public const string Adopt = "ADOPT";

    /// <summary>Operations only: what runs is given up, and everything stays as it is.</summary>
    public const string Cancel = "CANCEL";

    /// <summary>Operations only: a group within the stack changes its size, and no stack but the group's changes its state.</summary>
    public const string Scale = "SCALE";
}
