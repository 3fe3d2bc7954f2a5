using Heat.Core.Resources;
using Heat.Core.Storage;

namespace Heat.Core.Stacks;

/// <summary>What follows from a stack's record.</summary>
internal static class StackRecordFacts
{
    public static StackOutline Outline(this StackRecord stack) => new()
    {
        Id = stack.Id,
        Name = stack.Name,
        ProjectId = stack.ProjectId,
        Action = stack.Action,
        StackUserProjectId = stack.StackUserProjectId,
        Depth = stack.Depth,
        RootId = stack.RootId,
    };
}
