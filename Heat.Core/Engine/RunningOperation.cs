namespace Heat.Core.Engine;

/// <summary>The handle by which a running operation is asked to give way.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "The sources have no timers, and somebody may still ask an operation to stop that has just ended.")]
internal sealed class RunningOperation
{
    private CancellationTokenSource _stopping = new();
    private CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _woken = new();

    /// <summary>The root stack; null until the operation is claimed.</summary>
    public Guid? Stack { get; set; }

    /// <summary>Cancelled when no further step may be started.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when running steps are not to be waited for.</summary>
    public CancellationToken Aborting => _aborting.Token;

    /// <summary>Completes when the operation is over.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Cancelled at the next <see cref="Wake"/>.</summary>
    public CancellationToken Woken => Volatile.Read(ref _woken).Token;

    /// <summary>Why running steps were broken off, for people.</summary>
    public string AbortReason { get; private set; } = "user triggered cancel";

    /// <summary>The process ends: what isn't done is left as it is, for the next one to take up.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Asks the operation to leave everything as it is. A call of the cloud that is under way is waited for, and what came of it noted.</summary>
    public void Suspend()
    {
        IsSuspended = true;
        Stop(StopRequest.AtOnce);
    }

    public void Stop(StopRequest request)
    {
        if (request != StopRequest.None)
            _stopping.Cancel();
        if (request == StopRequest.AtOnce)
            _aborting.Cancel();
    }

    public void TimeOut()
    {
        AbortReason = "Timed out";
        Stop(StopRequest.AtOnce);
    }

    /// <summary>Forgets earlier requests to stop, for a rollback that follows on what was stopped.</summary>
    public void Renew()
    {
        _stopping = new CancellationTokenSource();
        _aborting = new CancellationTokenSource();
        if (IsSuspended)
            Suspend();
    }

    public void End() => _ended.TrySetResult();

    /// <summary>Has waiting steps ask again whether they are done.</summary>
    public void Wake() => Interlocked.Exchange(ref _woken, new CancellationTokenSource()).Cancel();
}
