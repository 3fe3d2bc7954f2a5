namespace Heat.Core.Engine;

/// <summary>Has the operations that run in this process leave things as they are, for the next process to take up.</summary>
public sealed class OperationSuspension
{
    private readonly RunningOperations _running;

    internal OperationSuspension(RunningOperations running) => _running = running;

    /// <summary>How many operations run in this process.</summary>
    public int RunningCount => _running.Count;

    /// <summary>Begins nothing more, and stops what runs where its steps are. Completes when all of it has stopped: calls of the cloud that are under way are waited for.</summary>
    public Task SuspendAsync(CancellationToken cancellation) => _running.SuspendAsync().WaitAsync(cancellation);
}
