using System.Collections.Concurrent;

namespace Heat.Resources.Clients;

/// <summary>Remembers answers for as long as they hold. Many who ask the same at the same time wait for one answer; a failure isn't remembered.</summary>
internal sealed class AnswerCache<T>(TimeProvider time, int capacity)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The remembered answer, or the one that <paramref name="ask"/> gets. The asking goes on when one of those who wait gives up.</summary>
    public ValueTask<T> GetAsync(string key, Func<Task<T>> ask, Func<T, DateTimeOffset> holdsUntil, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!_entries.TryGetValue(key, out var entry) || !entry.IsUsable(now))
        {
            entry = _entries.AddOrUpdate(key, _ => new Entry(ask, holdsUntil), (_, known) => known.IsUsable(now) ? known : new Entry(ask, holdsUntil));
            MakeRoom(now);
        }
        var answer = entry.Answer;
        return answer.IsCompletedSuccessfully ? new ValueTask<T>(answer.Result) : new ValueTask<T>(answer.WaitAsync(cancellation));
    }

    public void Forget(string key) => _entries.TryRemove(key, out _);

    private void MakeRoom(DateTimeOffset now)
    {
        if (_entries.Count <= capacity)
            return;
        foreach (var (key, _) in _entries.Where(entry => !entry.Value.IsUsable(now)))
            Forget(key);
        foreach (var (key, _) in _entries.Take(_entries.Count - capacity))
            Forget(key);
    }

    private sealed class Entry(Func<Task<T>> ask, Func<T, DateTimeOffset> holdsUntil)
    {
        // Asking may fail before its first wait; as part of the task, that failure is one like any other.
        private readonly Lazy<Task<T>> _answer = new(async () => await ask());

        public Task<T> Answer => _answer.Value;

        public bool IsUsable(DateTimeOffset now) => !_answer.IsValueCreated || !Answer.IsCompleted || (Answer.IsCompletedSuccessfully && now < holdsUntil(Answer.Result));
    }
}
