using System.Collections.Concurrent;

namespace Heat.Core.Engine;

/// <summary>The operations that run in this process, by their id and by their root stack.</summary>
internal sealed class RunningOperations
{
    private readonly ConcurrentDictionary<Guid, RunningOperation> _running = new();

    private volatile bool _isSuspended;

    public RunningOperation? Find(Guid operation) => _running.GetValueOrDefault(operation);

    /// <summary>How many run.</summary>
    public int Count => _running.Count;

    /// <summary>Enters an operation; null when it runs already, or when nothing is to be begun any more.</summary>
    public RunningOperation? TryEnter(Guid operation)
    {
        if (_isSuspended)
            return null;
        var entry = new RunningOperation();
        return _running.TryAdd(operation, entry) ? entry : null;
    }

    public void Leave(Guid operation)
    {
        if (_running.TryRemove(operation, out var entry))
            entry.End();
    }

    /// <summary>Asks whatever runs on a stack to give way.</summary>
    public void Stop(Guid stack, StopRequest request)
    {
        foreach (var running in _running.Values.Where(running => running.Stack == stack))
            running.Stop(request);
    }

    /// <summary>Begins nothing more, and has whatever runs leave things as they are. Completes when all of it has.</summary>
    public Task SuspendAsync()
    {
        _isSuspended = true;
        List<RunningOperation> running = [.. _running.Values];
        foreach (var operation in running)
            operation.Suspend();
        return Task.WhenAll(running.Select(operation => operation.Ended));
    }

    /// <summary>Has the waiting steps of whatever runs on a stack ask again.</summary>
    public void Wake(Guid stack)
    {
        foreach (var running in _running.Values.Where(running => running.Stack == stack))
            running.Wake();
    }
}
