namespace Heat.Core.Stacks;

/// <summary>What an update would do with a resource.</summary>
public enum ResourceChange
{
    Unchanged,
    Updated,
    Replaced,
    Added,
    Deleted,
}
