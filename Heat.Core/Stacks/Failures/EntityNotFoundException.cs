namespace Heat.Core.Stacks.Failures;

/// <summary>Something that a request names isn't there, or isn't the sender's to see.</summary>
public sealed class EntityNotFoundException(string entity, string name) : RequestException("EntityNotFound", $"The {entity} ({name}) could not be found.")
{
    public string Entity { get; } = entity;

    public string Name { get; } = name;
}
