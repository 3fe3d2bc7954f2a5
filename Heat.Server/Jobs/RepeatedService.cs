using System.Diagnostics.CodeAnalysis;

namespace Heat.Server.Jobs;

/// <summary>Does something at start and then again and again. What fails once is logged and tried again when its time comes.</summary>
internal abstract class RepeatedService(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    protected abstract Task RunOnceAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
                await TryOnceAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the next start goes on.
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A failure, such as a database that is away for a while, must not end the server.")]
    private async Task TryOnceAsync(CancellationToken cancellation)
    {
        try
        {
            await RunOnceAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            logger.RepeatedWorkFailed(GetType().Name, failure);
        }
    }
}
