using System.Diagnostics.CodeAnalysis;
using Heat.Core.EventSinks;

namespace Heat.Server.Jobs;

/// <summary>Brings events to message queues as they come.</summary>
internal sealed class EventMessenger(EventDelivery delivery, TimeProvider time, ILogger<EventMessenger> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            do
                await DeliverAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What hasn't arrived goes out after the next start.
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A server that can't tell of its work still does it.")]
    private async Task DeliverAsync(CancellationToken stoppingToken)
    {
        try
        {
            await delivery.DeliverAsync(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            logger.MessengerFailed(failure);
        }
    }
}
