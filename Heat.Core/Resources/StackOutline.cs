using Heat.Core.Stacks;

namespace Heat.Core.Resources;

/// <summary>What a resource may know about the stack it belongs to.</summary>
public sealed record StackOutline
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>The running action of the stack, such as <c>CREATE</c> or <c>ROLLBACK</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The domain project that in-instance users of this stack live in; null when none was needed so far.</summary>
    public string? StackUserProjectId { get; init; }

    /// <summary>How deep the stack is nested: 0 for one that a user made.</summary>
    public int Depth { get; init; }

    /// <summary>The id of the stack at the top of the tree.</summary>
    public Guid RootId { get; init; }

    /// <summary>The address that other programs know the stack by: <c>arn:openstack:heat::{project}:stacks/{name}/{id}</c>.</summary>
    public string Arn => new StackIdentity(Name, Id, ProjectId).Arn;
}
