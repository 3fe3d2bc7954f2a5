using Heat.Core.Resources;
using Heat.Core.Storage;

namespace Heat.Core.Stacks;

/// <summary>What follows from a stack's record.</summary>
public static class StackRecordFacts
{
    internal static StackOutline Outline(this StackRecord stack) => new()
    {
        Id = stack.Id,
        Name = stack.Name,
        ProjectId = stack.ProjectId,
        Action = stack.Action,
        StackUserProjectId = stack.StackUserProjectId,
        Depth = stack.Depth,
        RootId = stack.RootId,
    };

    /// <summary>Whether people of a project may ask for the stack: those of its own, and its in-instance users.</summary>
    public static bool IsOpenTo(this StackRecord stack, string project) => stack.ProjectId == project || stack.StackUserProjectId == project;

    /// <summary>The project of the stack's users as clients see it. They expect an id from the beginning; until a user is made who needs the project, nobody can do anything with it.</summary>
    public static string ShownUserProject(Guid stack, string? project) => project ?? stack.ToString("N");
}
