namespace Heat.Core.Engine;

/// <summary>Another process has taken over the operation that this one was working on. Nothing of what this one does counts any more.</summary>
public sealed class OperationLostException(Guid operation) : Exception($"Operation {operation} was taken over by another process.")
{
    public Guid Operation { get; } = operation;
}
