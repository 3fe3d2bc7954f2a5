using System.Collections.Concurrent;

namespace Heat.Core.Engine;

/// <summary>The operations that run in this process, by their id and by their root stack.</summary>
internal sealed class RunningOperations
{
    private readonly ConcurrentDictionary<Guid, (Guid Stack, RunningOperation Operation)> _running = new();

    public RunningOperation? Find(Guid operation) => _running.TryGetValue(operation, out var entry) ? entry.Operation : null;

    /// <summary>Enters an operation; null when it runs already.</summary>
    public RunningOperation? TryEnter(Guid operation, Guid stack)
    {
        var entry = new RunningOperation();
        return _running.TryAdd(operation, (stack, entry)) ? entry : null;
    }

    public void Leave(Guid operation)
    {
        if (_running.TryRemove(operation, out var entry))
            entry.Operation.End();
    }

    /// <summary>Asks whatever runs on a stack to give way.</summary>
    public void Stop(Guid stack, StopRequest request)
    {
        foreach (var (_, entry) in _running.Where(entry => entry.Value.Stack == stack))
            entry.Operation.Stop(request);
    }

    /// <summary>Ends whatever runs on a stack as failed.</summary>
    public void Cancel(Guid stack)
    {
        foreach (var (_, entry) in _running.Where(entry => entry.Value.Stack == stack))
            entry.Operation.Cancel();
    }
}
