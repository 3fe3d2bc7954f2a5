using Heat.Core.EventSinks;

namespace Heat.Server.Jobs;

/// <summary>Brings events to message queues as they come.</summary>
internal sealed class EventMessenger(EventDelivery delivery, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            do
                await delivery.DeliverAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What hasn't arrived goes out after the next start.
        }
    }
}
