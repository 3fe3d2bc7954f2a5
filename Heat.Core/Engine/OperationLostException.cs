namespace Heat.Core.Engine;

/// <summary>Another process has the operation that this one was working on, or will have it. Nothing of what this one does from now on counts any more.</summary>
public class OperationLostException : Exception
{
    public OperationLostException(Guid operation)
        : this(operation, $"Operation {operation} was taken over by another process.")
    {
    }

    private protected OperationLostException(Guid operation, string message)
        : base(message) => Operation = operation;

    public Guid Operation { get; }
}
