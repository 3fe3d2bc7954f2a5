using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <summary>Makes the events of stacks and resources.</summary>
internal static class StackEvents
{
    public const string StackType = "OS::Heat::Stack";

    /// <summary>The event of a stack's own change of state.</summary>
    public static EventRecord Of(StackRecord stack, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(),
        StackId = stack.Id,
        RootId = stack.RootId,
        ResourceName = stack.Name,
        ResourceType = StackType,
        PhysicalId = stack.Id.ToString(),
        Action = stack.Action,
        Status = stack.Status,
        StatusReason = stack.StatusReason,
        CreatedAt = now,
    };

    /// <summary>The event of a resource's change of state.</summary>
    /// <param name="physicalName">Shown while there is no physical id.</param>
    public static EventRecord Of(ResourceRecord resource, string? physicalName, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(),
        StackId = resource.StackId,
        RootId = resource.RootId,
        ResourceId = resource.Id,
        ResourceName = resource.Name,
        ResourceType = resource.Type,
        PhysicalId = resource.PhysicalId ?? physicalName,
        Action = resource.Action,
        Status = resource.Status,
        StatusReason = resource.StatusReason,
        Properties = resource.Properties,
        CreatedAt = now,
    };
}
