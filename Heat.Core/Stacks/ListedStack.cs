using System.Linq.Expressions;
using Heat.Core.Storage;

namespace Heat.Core.Stacks;

/// <summary>A stack as lists tell of it: no more than that is read from the database, because lists are asked for often and may be long.</summary>
public sealed record ListedStack
{
    internal static readonly Expression<Func<StackRecord, ListedStack>> FromRecord = stack => new ListedStack
    {
        Id = stack.Id,
        Name = stack.Name,
        ProjectId = stack.ProjectId,
        OwnerId = stack.OwnerId,
        Action = stack.Action,
        Status = stack.Status,
        StatusReason = stack.StatusReason,
        Tags = stack.Tags,
        UserName = stack.UserName,
        StackUserProjectId = stack.StackUserProjectId,
        CreatedAt = stack.CreatedAt,
        UpdatedAt = stack.UpdatedAt,
        DeletedAt = stack.DeletedAt,
    };

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>The stack whose resource this one is; null for a stack that a user made.</summary>
    public Guid? OwnerId { get; init; }

    public required string Action { get; init; }

    public required string Status { get; init; }

    public required string StatusReason { get; init; }

    /// <summary>The tags in the order given, as a JSON list; null when none were ever given.</summary>
    public string? Tags { get; init; }

    /// <summary>The name of the user who made the stack.</summary>
    public required string UserName { get; init; }

    public string? StackUserProjectId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public string State => $"{Action}_{Status}";
}
