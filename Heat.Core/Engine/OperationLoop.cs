using System.Threading.Channels;

namespace Heat.Core.Engine;

/// <summary>
/// Runs everything of one operation one at a time: steps overlap only where they wait for something outside. So the operation's state in memory needs no locks, and a test can replay an operation exactly.
/// </summary>
internal sealed class OperationLoop : IOperationLoop
{
    /// <summary>Each operation gets a loop of its own.</summary>
    public Task RunAsync(Func<Task> work) => Task.Run(() => new Loop().PumpAsync(work));

    private sealed class Loop : SynchronizationContext
    {
        private readonly Channel<(SendOrPostCallback Callback, object? State)> _work = Channel.CreateUnbounded<(SendOrPostCallback, object?)>(new UnboundedChannelOptions { SingleReader = true });

        public override void Post(SendOrPostCallback d, object? state) => _work.Writer.TryWrite((d, state));

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits in an operation's loop.");

        public override SynchronizationContext CreateCopy() => this;

        public async Task PumpAsync(Func<Task> work)
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
}
