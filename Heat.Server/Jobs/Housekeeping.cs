using Heat.Core.Engine;

namespace Heat.Server.Jobs;

/// <summary>Says now and then that this process is alive, and clears away what nobody asks for any more.</summary>
internal sealed class Housekeeping(Nodes nodes, FinishedOperations finished, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Nodes.ReportInterval, time);
        try
        {
            do
            {
                await nodes.ReportAsync();
                await finished.PurgeAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Silence says the rest.
        }
    }
}
