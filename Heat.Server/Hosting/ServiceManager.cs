using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Heat.Server.Hosting;

/// <summary>Tells systemd how the process is, when systemd started it with <c>Type=notify</c>: that it is ready, that it ends, and now and then that it works.</summary>
internal sealed class ServiceManager(IHostApplicationLifetime application, ProcessLifetime process, TimeProvider time) : BackgroundService
{
    private readonly string? _socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(_socket))
            return;
        await using var started = application.ApplicationStarted.UnsafeRegister(_ => Tell("READY=1"), null);
        await using var ending = process.Ending.UnsafeRegister(_ => Tell("STOPPING=1"), null);
        using var timer = new PeriodicTimer(WatchdogInterval(), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Tell("WATCHDOG=1");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Tell("STOPPING=1");
        }
    }

    /// <summary>Twice as often as systemd wants to hear of the process; when it doesn't want to, seldom.</summary>
    private static TimeSpan WatchdogInterval()
    {
        var isForUs = Environment.GetEnvironmentVariable("WATCHDOG_PID") is not { Length: > 0 } process || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return isForUs && long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 1
            ? TimeSpan.FromMicroseconds(microseconds) / 2
            : TimeSpan.FromHours(1);
    }

    private void Tell(string state)
    {
        // A name that begins with an at sign is in the abstract namespace.
        var name = _socket![0] == '@' ? '\0' + _socket[1..] : _socket;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(name));
        }
        catch (SocketException)
        {
            // The process does its work whether anybody hears of it or not.
        }
    }
}
