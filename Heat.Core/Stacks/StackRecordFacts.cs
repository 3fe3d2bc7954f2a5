using Heat.Core.Resources;
using Heat.Core.Security;
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

    /// <summary>The stack that a resource of this one will stand for, before that is made.</summary>
    internal static StackRecord Below(this StackRecord stack, string resource) =>
        stack with { Id = Guid.Empty, Name = $"{stack.Name}-{resource}", OwnerId = stack.Id, OwnerResourceName = resource, Depth = stack.Depth + 1 };

    /// <summary>Whether somebody may ask for the stack: people of its project, its in-instance users, and administrators.</summary>
    public static bool IsOpenTo(this StackRecord stack, RequestContext caller) =>
        caller.IsAdministrator || stack.ProjectId == caller.ProjectId || stack.StackUserProjectId == caller.ProjectId;

    /// <summary>The project of the stack's users as clients see it. They expect an id from the beginning; until a user is made who needs the project, nobody can do anything with it.</summary>
    public static string ShownUserProject(Guid stack, string? project) => project ?? stack.ToString("N");
}
