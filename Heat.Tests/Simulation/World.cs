namespace Heat.Tests.Simulation;

/// <summary>
/// A world in one thread: whatever could happen next is in a list, and a seeded choice picks from it. When nothing can happen, the clock jumps to the next timer.
/// The same seed gives the same run.
/// </summary>
internal sealed class World(int seed)
{
    private const int MostSteps = 2_000_000;

    private readonly List<(SimulatedProcess Process, SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly PriorityQueue<SimulatedTimer, (DateTimeOffset Due, long Order)> _timers = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;

    public Random Choice { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Post(SimulatedProcess process, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("Something left the thread of the simulation.");
        _ready.Add((process, callback, state));
    }

    public void Schedule(SimulatedTimer timer) => _timers.Enqueue(timer, (timer.Due, _order++));

    /// <summary>Lets everything happen that happens until a moment, or until nothing is left to happen.</summary>
    public void RunUntil(DateTimeOffset moment = default)
    {
        var end = moment == default ? DateTimeOffset.MaxValue : moment;
        for (var step = 0; step < MostSteps; step++)
        {
            if (_ready.Count > 0)
                RunOne();
            else if (!FireNext(end))
                return;
        }

        throw new InvalidOperationException("The simulation comes to no end.");
    }

    private void RunOne()
    {
        var index = Choice.Next(_ready.Count);
        var (process, callback, state) = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        process.Run(callback, state);
    }

    private bool FireNext(DateTimeOffset end)
    {
        while (_timers.TryPeek(out var timer, out var when))
        {
            if (timer.IsOver || timer.Due != when.Due)
            {
                _timers.Dequeue();
                continue;
            }

            if (when.Due > end)
                break;
            _timers.Dequeue();
            Now = when.Due > Now ? when.Due : Now;
            timer.Fire();
            return true;
        }

        if (end != DateTimeOffset.MaxValue && end > Now)
            Now = end;
        return false;
    }
}
