namespace Heat.Core.Engine;

/// <summary>Asking again and again until something is done: soon at first, then with growing pauses, so that quick things are noticed quickly and slow ones cost little.</summary>
internal sealed class Waiting(EngineOptions options, TimeProvider time)
{
    private const double Growth = 1.4;

    /// <param name="isDone">The question.</param>
    /// <param name="abort">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public async Task UntilAsync(Func<Task<bool>> isDone, CancellationToken abort)
    {
        var pause = TimeSpan.FromMilliseconds(options.FirstPollMilliseconds);
        var longest = TimeSpan.FromMilliseconds(options.LongestPollMilliseconds);
        while (true)
        {
            abort.ThrowIfCancellationRequested();
            if (await isDone())
                return;
            await Task.Delay(pause, time, abort);
            pause = pause * Growth < longest ? pause * Growth : longest;
        }
    }

    /// <summary>The pause before the n-th new try of something that failed: 2ⁿ times the configured base.</summary>
    public Task BeforeRetryAsync(int attempt, CancellationToken abort) =>
        Task.Delay(TimeSpan.FromSeconds(options.RetryPauseSeconds * Math.Pow(2, attempt)), time, abort);
}
