using Heat.Core.Engine;

namespace Heat.Server.Jobs;

/// <summary>Queues again, at start and now and then, what is unfinished, so that nothing hangs on a job that was lost.</summary>
internal sealed class OperationSweep(UnfinishedOperations unfinished, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            do
                await unfinished.QueueAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the next start looks again.
        }
    }
}
