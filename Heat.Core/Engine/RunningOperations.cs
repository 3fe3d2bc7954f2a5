using System.Collections.Concurrent;

namespace Heat.Core.Engine;

/// <summary>The operations that run in this process, by their id and by their root stack.</summary>
internal sealed class RunningOperations
{
    private readonly ConcurrentDictionary<Guid, RunningOperation> _running = new();

    public RunningOperation? Find(Guid operation) => _running.GetValueOrDefault(operation);

    /// <summary>Enters an operation; null when it runs already.</summary>
    public RunningOperation? TryEnter(Guid operation)
    {
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

    /// <summary>Has the waiting steps of whatever runs on a stack ask again.</summary>
    public void Wake(Guid stack)
    {
        foreach (var running in _running.Values.Where(running => running.Stack == stack))
            running.Wake();
    }
}
