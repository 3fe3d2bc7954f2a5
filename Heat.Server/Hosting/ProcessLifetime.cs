using System.Runtime.InteropServices;

namespace Heat.Server.Hosting;

/// <summary>
/// Ends the process in order when a signal asks for it: first everybody can see that it is about to end, then, after the time to drain, it ends. A second signal ends it at once.
/// </summary>
internal sealed class ProcessLifetime(ShutdownOptions options, IHostApplicationLifetime application, TimeProvider time, ILogger<ProcessLifetime> logger) : IHostLifetime, IDisposable
{
    // As shells tell that a process was ended by a signal.
    private const int ExitCodeOfSignals = 128;

    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _ending = new();
    private int _asked;
    private ITimer? _drain;

    /// <summary>Cancelled when the process is asked to end, before it begins to.</summary>
    public CancellationToken Ending => _ending.Token;

    public bool IsEnding => _ending.IsCancellationRequested || application.ApplicationStopping.IsCancellationRequested;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
            _signals.Add(PosixSignalRegistration.Create(signal, End));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _drain?.Dispose();
        _ending.Dispose();
    }

    private void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _asked) > 1)
            Environment.Exit(ExitCodeOfSignals + (signal.Signal == PosixSignal.SIGINT ? 2 : signal.Signal == PosixSignal.SIGQUIT ? 3 : 15));
        logger.Ending(signal.Signal, options.DrainSeconds);
        _ending.Cancel();
        _drain = time.CreateTimer(_ => application.StopApplication(), null, TimeSpan.FromSeconds(options.DrainSeconds), Timeout.InfiniteTimeSpan);
    }
}
