using Heat.Core.Engine;

namespace Heat.Server.Hosting;

/// <summary>Leaves operations to the next process when this one ends. Those that don't stop in time are broken off, which does them no harm either.</summary>
internal sealed class OperationsAtShutdown(OperationSuspension operations, ILogger<OperationsAtShutdown> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Comes before anything is stopped: a call of the local cloud that is under way finds it still there.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await operations.SuspendAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            logger.OperationsBrokenOff(operations.RunningCount);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
