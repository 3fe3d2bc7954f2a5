using System.Threading.Channels;

namespace Heat.Core.Engine;

/// <summary>
/// Runs everything of one operation one at a time: steps overlap only where they wait for something outside. So the operation's state in memory needs no locks, and a test can replay an operation exactly.
/// </summary>
internal sealed class OperationLoop : SynchronizationContext
{
    private readonly Channel<(SendOrPostCallback Callback, object? State)> _work = Channel.CreateUnbounded<(SendOrPostCallback, object?)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Runs work and everything that it starts.</summary>
    public static async Task RunAsync(Func<Task> work)
    {
        var loop = new OperationLoop();
        await Task.Run(() => loop.PumpAsync(work)).ConfigureAwait(false);
    }

    public override void Post(SendOrPostCallback d, object? state) => _work.Writer.TryWrite((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits in an operation's loop.");

    public override SynchronizationContext CreateCopy() => this;

    private async Task PumpAsync(Func<Task> work)
    {
        Task? running = null;
        Post(_ => running = EndWithAsync(work), null);
        while (await _work.Reader.WaitToReadAsync().ConfigureAwait(false))
            Drain();
        await running!.ConfigureAwait(false);
    }

    private void Drain()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            while (_work.Reader.TryRead(out var item))
                item.Callback(item.State);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private async Task EndWithAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            _work.Writer.TryComplete();
        }
    }
}
