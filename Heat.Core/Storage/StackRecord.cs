namespace Heat.Core.Storage;

/// <summary>A stack as it is stored. Root stacks and nested stacks share the table; a nested one names its owner.</summary>
public sealed record StackRecord
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>The stack at the top of the tree: the stack itself when nobody owns it.</summary>
    public required Guid RootId { get; init; }

    /// <summary>The stack whose resource this one is; null for a stack that a user made.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The name of that resource.</summary>
    public string? OwnerResourceName { get; init; }

    public int Depth { get; init; }

    public required string Action { get; init; }

    public required string Status { get; init; }

    public string StatusReason { get; init; } = "";

    /// <summary>The template in force: key of a <see cref="DocumentRecord"/>.</summary>
    public required string TemplateKey { get; init; }

    /// <summary>The files that came with it: key of a <see cref="DocumentRecord"/>.</summary>
    public required string FilesKey { get; init; }

    /// <summary>Environment and parameter values, sealed.</summary>
    public required byte[] Environment { get; init; }

    /// <summary>The message queues that events of the whole tree go to, as the environment has them; null for none.</summary>
    public string? EventSinks { get; init; }

    /// <summary>What the stack was before the running action; a rollback goes back there. Null when there is nothing to go back to.</summary>
    public string? PreviousTemplateKey { get; init; }

    public string? PreviousFilesKey { get; init; }

    public byte[]? PreviousEnvironment { get; init; }

    public bool DisableRollback { get; init; } = true;

    /// <summary>Bound on each action, in minutes; null means the configured default.</summary>
    public int? TimeoutMinutes { get; init; }

    /// <summary>The tags in the order given, as a JSON list; null when none were ever given.</summary>
    public string? Tags { get; init; }

    /// <summary>Values of the outputs at the end of the last action, sealed; null while they have to be worked out.</summary>
    public byte[]? Outputs { get; init; }

    /// <summary>What the stack acts with (<see cref="Security.StackCredentials"/>), sealed.</summary>
    public byte[]? Credentials { get; init; }

    /// <summary>The name of the user who made the stack.</summary>
    public string UserName { get; init; } = "";

    public string? StackUserProjectId { get; init; }

    /// <summary>The description of the template in force, kept here so that lists need no template.</summary>
    public string Description { get; init; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The last update, or the first of all moments without one: the databases don't agree on where nothing comes in an order.</summary>
    public DateTimeOffset UpdateOrder
    {
        get => UpdatedAt ?? DateTimeOffset.MinValue;
        private init
        {
            // Stored to be sorted by; what it is follows from the other.
        }
    }

    public DateTimeOffset? DeletedAt { get; init; }

    public string State => $"{Action}_{Status}";

    public bool IsInProgress => Status == Stacks.Status.InProgress;
}
