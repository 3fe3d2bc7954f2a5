namespace Heat.Core.Engine;

/// <summary>Asking again and again until something is done: soon at first, then with growing pauses, so that quick things are noticed quickly and slow ones cost little.</summary>
/// <param name="nextWake">Cancelled when something has happened that a question may be about, such as a signal. Throws when there is nothing to wait for any more.</param>
internal sealed class Waiting(EngineOptions options, TimeProvider time, Func<CancellationToken> nextWake)
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
            // Taken before the question is asked: what happens meanwhile is a reason to ask again at once.
            var wake = nextWake();
            if (await isDone())
                return;
            await PauseAsync(pause, wake, abort);
            pause = pause * Growth < longest ? pause * Growth : longest;
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken wake, CancellationToken abort)
    {
        var over = new TaskCompletionSource();
        await using var timer = time.CreateTimer(_ => over.TrySetResult(), null, pause, Timeout.InfiniteTimeSpan);
        await using var woken = wake.UnsafeRegister(_ => over.TrySetResult(), null);
        await using var aborted = abort.UnsafeRegister(_ => over.TrySetResult(), null);
        await over.Task;
        abort.ThrowIfCancellationRequested();
    }

    /// <summary>The pause before the n-th new try of something that failed: 2ⁿ times the configured base.</summary>
    public async Task BeforeRetryAsync(int attempt, CancellationToken abort)
    {
        var pause = TimeSpan.FromSeconds(options.RetryPauseSeconds * Math.Pow(2, attempt));
        var begun = time.GetTimestamp();
        while (pause - time.GetElapsedTime(begun) is { Ticks: > 0 } left)
            await PauseAsync(left, nextWake(), abort);
    }
}
