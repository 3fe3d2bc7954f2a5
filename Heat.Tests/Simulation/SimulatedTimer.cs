namespace Heat.Tests.Simulation;

/// <summary>A timer of a process, on the clock of the world. Fires once.</summary>
internal sealed class SimulatedTimer(SimulatedProcess process, TimerCallback callback, object? state) : ITimer
{
    private bool _isDisposed;

    public DateTimeOffset Due { get; private set; }

    public bool IsOver { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        IsOver = dueTime == Timeout.InfiniteTimeSpan;
        if (IsOver)
            return true;
        Due = process.World.Now + dueTime;
        process.World.Schedule(this);
        return true;
    }

    public void Fire()
    {
        IsOver = true;
        process.World.Post(process, _ => Call(), null);
    }

    public void Dispose() => IsOver = _isDisposed = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call()
    {
        if (!_isDisposed)
            callback(state);
    }
}
