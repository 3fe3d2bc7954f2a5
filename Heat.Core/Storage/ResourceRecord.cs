namespace Heat.Core.Storage;

/// <summary>A resource of a stack as it is stored. While a resource is replaced, the old and the new one both have a record with the same name.</summary>
public sealed record ResourceRecord
{
    public required Guid Id { get; init; }

    public required Guid StackId { get; init; }

    /// <summary>The root of the stack's tree, so that a whole tree is read with one question.</summary>
    public required Guid RootId { get; init; }

    public required string Name { get; init; }

    /// <summary>The type as the template names it.</summary>
    public required string Type { get; init; }

    /// <summary>The type that it stands for after the environment's mappings: a built-in type's name or a template's file name.</summary>
    public required string MappedType { get; init; }

    public required string Action { get; init; }

    public required string Status { get; init; }

    public string StatusReason { get; init; } = "";

    public string? PhysicalId { get; init; }

    /// <summary>What <c>get_resource</c> gives, sealed (that of a generated text is the text itself); null before there is anything to refer to.</summary>
    public byte[]? Reference { get; init; }

    /// <summary>The records that this one was given values of, as a JSON list of ids: they outlive it.</summary>
    public string Requires { get; init; } = "[]";

    /// <summary>The names of the resources that depend on this one, as a JSON list.</summary>
    public string RequiredBy { get; init; } = "[]";

    /// <summary>The record that this one replaces.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>The record that replaces this one.</summary>
    public Guid? ReplacedBy { get; init; }

    /// <summary>The effective properties of the last create or update, sealed; null before the first.</summary>
    public byte[]? Properties { get; init; }

    /// <summary>The properties of an update that was begun and hasn't succeeded yet, sealed: each may or may not have reached the object. Null when there is no such update.</summary>
    public byte[]? AttemptedProperties { get; init; }

    /// <summary>The attributes after the last action that succeeded, sealed.</summary>
    public byte[]? Attributes { get; init; }

    /// <summary>The type's own notes, sealed; null when there are none.</summary>
    public byte[]? Data { get; init; }

    /// <summary>The metadata as JSON: the template's, with what signals and deployments added.</summary>
    public string Metadata { get; init; } = "{}";

    /// <summary>The metadata as the template had it, to tell an author's change from a signal's.</summary>
    public string TemplateMetadata { get; init; } = "{}";

    public string DeletionPolicy { get; init; } = "Delete";

    /// <summary>The resolved update policy as JSON.</summary>
    public string UpdatePolicy { get; init; } = "{}";

    public string Description { get; init; } = "";

    /// <summary>The existing cloud object that the template adopted by <c>external_id</c>; null for one of our own making.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The template that the record was last brought in line with: tells which of two records a rollback wants.</summary>
    public string? TemplateKey { get; init; }

    /// <summary>When the running action on this resource began.</summary>
    public DateTimeOffset ActionStartedAt { get; init; }

    /// <summary>When it was found out that the answer to a creating call was lost: a service may carry such a call out so late that nothing was to be found then. Null when none was lost.</summary>
    public DateTimeOffset? CreationLostAt { get; init; }

    /// <summary>How many times the running action was tried again.</summary>
    public int Attempt { get; init; }

    /// <summary>The state before the running action.</summary>
    public string PreviousState { get; init; } = "INIT_COMPLETE";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public string State => $"{Action}_{Status}";
}
