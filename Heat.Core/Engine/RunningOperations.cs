using System.Collections.Concurrent;
using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <summary>The operations that run in this process, by their id and by their root stack.</summary>
internal sealed class RunningOperations(NodeLease lease)
{
    private readonly ConcurrentDictionary<Guid, RunningOperation> _running = new();
    private volatile bool _isClosed;

    /// <summary>What is being worked on here.</summary>
    public IReadOnlyCollection<OperationRecord> Claims => [.. _running.Values.Select(running => running.Claim).OfType<OperationRecord>()];

    public RunningOperation? Find(Guid operation) => _running.GetValueOrDefault(operation);

    /// <summary>Enters an operation; null when it runs already, or this process must not begin anything.</summary>
    public RunningOperation? TryEnter(Guid operation)
    {
        var entry = new RunningOperation(lease.Current);
        return !_isClosed && entry.IsHeld && _running.TryAdd(operation, entry) ? entry : null;
    }

    public void Leave(Guid operation)
    {
        if (_running.TryRemove(operation, out var entry))
            entry.End();
    }

    /// <summary>Has everything broken off where it stands, and lets nothing more begin. Returns when all have.</summary>
    public Task CloseAsync()
    {
        _isClosed = true;
        var left = _running.Values.ToList();
        foreach (var running in left)
            running.GiveUp();
        return Task.WhenAll(left.Select(running => running.Ended));
    }

    /// <summary>Asks whatever runs on a stack to give way.</summary>
    /// <param name="before">Only operations that came before this one in the order of the stack.</param>
    public void Stop(Guid stack, StopRequest request, long before = long.MaxValue)
    {
        foreach (var running in _running.Values.Where(running => running.Claim is { } claim && claim.StackId == stack && claim.Sequence < before))
            running.Stop(request);
    }

    /// <summary>Has the waiting steps of whatever runs on a stack ask again.</summary>
    public void Wake(Guid stack)
    {
        foreach (var running in _running.Values.Where(running => running.Claim?.StackId == stack))
            running.Wake();
    }
}
