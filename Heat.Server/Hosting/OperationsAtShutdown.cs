using Heat.Core.Engine;

namespace Heat.Server.Hosting;

/// <summary>Leaves operations to the next process when this one ends. Those that don't stop in time are broken off, which does them no harm either.</summary>
internal sealed class OperationsAtShutdown(OperationSuspension operations, ILogger<OperationsAtShutdown> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
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
}
