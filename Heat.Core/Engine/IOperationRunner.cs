namespace Heat.Core.Engine;

/// <summary>Carries accepted operations out.</summary>
public interface IOperationRunner
{
    /// <summary>Runs an operation to its end. Does nothing when it is done already, or runs here.</summary>
    Task RunAsync(Guid operationId, CancellationToken cancellation);
}
