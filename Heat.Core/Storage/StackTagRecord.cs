namespace Heat.Core.Storage;

/// <summary>A tag of a stack, for lists that filter by tags.</summary>
public sealed record StackTagRecord(Guid StackId, string Tag);
