namespace Heat.Core.Engine;

/// <summary>Leaves what runs here to others.</summary>
public sealed class OperationHandover
{
    private readonly RunningOperations _running;
    private readonly IOperationQueue _queue;

    internal OperationHandover(RunningOperations running, IOperationQueue queue) => (_running, _queue) = (running, queue);

    /// <summary>Lets nothing more begin, breaks off what runs once its calls are answered, and queues it for the next process.</summary>
    /// <param name="cancellation">Ends the waiting for calls: then the others take over as if this process had died.</param>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        var left = _running.Claims;
        await _running.CloseAsync().WaitAsync(cancellation);
        foreach (var operation in left)
            await _queue.EnqueueAsync(operation.Id, cancellation);
    }
}
