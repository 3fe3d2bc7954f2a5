namespace Heat.Core.Engine;

/// <summary>Carries accepted operations to <see cref="OperationRunner"/>. Carrying twice does no harm, for an operation is claimed before it runs.</summary>
public interface IOperationQueue
{
    /// <summary>Hands an operation over to be run soon, in this process or another.</summary>
    Task EnqueueAsync(Guid operation, CancellationToken cancellation);
}
