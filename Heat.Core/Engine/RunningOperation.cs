using Heat.Core.Storage;

namespace Heat.Core.Engine;

/// <summary>The handle by which a running operation is asked to give way.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "The sources have no timers, and somebody may still ask an operation to stop that has just ended.")]
/// <param name="tenure">The time in which this process is known to be alive, and may work on what it has claimed.</param>
internal sealed class RunningOperation(Tenure tenure)
{
    private CancellationTokenSource _stopping = new();
    private CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _woken = new();

    /// <summary>The operation; null until it is claimed.</summary>
    public OperationRecord? Claim { get; set; }

    /// <summary>False once others may have taken the operation over: then nothing further may be done for it.</summary>
    public bool IsHeld => !IsGivenUp && tenure.IsHeld;

    /// <summary>True when this process is to end, and others are to go on with the operation.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Cancelled when no further step may be started.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when running steps are not to be waited for.</summary>
    public CancellationToken Aborting => _aborting.Token;

    /// <summary>Completes when the operation is over.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Cancelled at the next <see cref="Wake"/>.</summary>
    /// <exception cref="OperationLostException">Nothing further may be done for the operation.</exception>
    public CancellationToken NextWake()
    {
        var woken = Volatile.Read(ref _woken).Token;
        EnsureHeld();
        return woken;
    }

    /// <summary>Called before anything is done that others would see.</summary>
    /// <exception cref="OperationLostException">This process may have been taken for dead, and somebody else has gone on; or it is to end.</exception>
    public void EnsureHeld()
    {
        if (!IsHeld)
            throw new OperationLostException(Claim?.Id ?? Guid.Empty);
    }

    /// <summary>Why running steps were broken off, for people.</summary>
    public string AbortReason { get; private set; } = "user triggered cancel";

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
    }

    /// <summary>Has the operation broken off where it stands, as if this process had died between two calls.</summary>
    public void GiveUp()
    {
        IsGivenUp = true;
        Wake();
    }

    public void End() => _ended.TrySetResult();

    /// <summary>Has waiting steps ask again whether they are done.</summary>
    public void Wake() => Interlocked.Exchange(ref _woken, new CancellationTokenSource()).Cancel();
}
