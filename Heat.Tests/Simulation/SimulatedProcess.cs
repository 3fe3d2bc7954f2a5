using Heat.Core.Engine;

namespace Heat.Tests.Simulation;

/// <summary>
/// A process that carries operations: its clock, its scheduler and the place where it is made to die. What a dead process would have done next never happens; a sleeping one does it when it wakes up.
/// </summary>
internal sealed class SimulatedProcess(World world, string name) : SynchronizationContext, ICrashPoint, IOperationLoop
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _missed = [];
    private readonly List<Exception> _faults = [];

    public World World => world;

    public string Name => name;

    public bool IsDead { get; private set; }

    public bool IsAsleep { get; private set; }

    /// <summary>The connections of a process that slept are broken. (A call that is on its way while a process is fenced off still arrives in any real cloud; nothing of ours could call it back.)</summary>
    public bool HasSlept { get; private set; }

    public bool IsAwake => !IsDead && !IsAsleep;

    /// <summary>What went wrong in a way that nobody foresaw.</summary>
    public IReadOnlyList<Exception> Faults => _faults;

    /// <summary>Told of each crash point that is reached; true makes the process die there.</summary>
    public required Func<SimulatedProcess, string, bool> DiesAt { get; init; }

    public TimeProvider Time => new Clock(this);

    /// <summary>Starts something in this process.</summary>
    public void Start(Func<Task> work) => Post(_ => _ = ReportAsync(work), null);

    public void Die() => IsDead = true;

    public void FallAsleep() => IsAsleep = HasSlept = true;

    public void WakeUp()
    {
        IsAsleep = false;
        foreach (var (callback, state) in _missed)
            world.Post(this, callback, state);
        _missed.Clear();
    }

    public override void Post(SendOrPostCallback d, object? state) => world.Post(this, d, state);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits in the simulation.");

    public override SynchronizationContext CreateCopy() => this;

    public void Run(SendOrPostCallback callback, object? state)
    {
        if (IsDead)
            return;
        if (IsAsleep)
        {
            _missed.Add((callback, state));
            return;
        }

        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>An operation runs like everything else here.</summary>
    Task IOperationLoop.RunAsync(Func<Task> work) => work();

    void ICrashPoint.Reach(string point)
    {
        if (IsDead || !DiesAt(this, point))
            return;
        Die();
        throw new ProcessDiedException();
    }

    private async Task ReportAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception) when (IsDead)
        {
            // Nobody is left to tell.
        }
        catch (Exception fault)
        {
            _faults.Add(fault);
        }
    }

    private sealed class ProcessDiedException : Exception;

    private sealed class Clock(SimulatedProcess process) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => process.World.Now;

        public override long GetTimestamp() => process.World.Now.UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new SimulatedTimer(process, callback, state);
            timer.Change(dueTime, period);
            return timer;
        }
    }
}
